"""Stems of Norwegian words, bokmål and nynorsk: Snowball's rules and what they cannot find."""

from __future__ import annotations

from .listed import Listed

_FORMS = """
    annen annet annan anna andre
    barn barnet barna borna
    be ber bad ba bedt bede
    bli blir ble blei blitt vart vorte
    blå blått blåe
    bo bor bodde bodd budde budd bur
    bok boka boken bøker bøkene
    bonde bonden bønder bøndene
    bror broren brødre brødrene brør brørne
    by byen byer byene byar byane
    bære bærer bar båret
    datter datteren dattera døtre døtrene
    dotter dottera døtrer
    dra drar dro drog dratt drege
    drive driver drev drevet drive
    dø dør døde dødde dødd
    dårlig dårlige verre verst
    eie eier eide eid
    ete åt
    falle faller falt
    far faren fedre fedrene
    finne finner fant funnet fann funne
    fly flyr fløy fløyet
    forstå forstår forsto forstod forstått
    forelder forelderen foreldre foreldrene
    forsvinne forsvinner forsvant forsvunnet
    fot foten føtter føttene
    få får fikk fått fekk
    gammel gammal gammelt gammalt gamle eldre eldst eldste
    gi gir ga gav gitt
    god godt gode bedre best beste betre
    gjøre gjør gjere gjer gjorde gjort gjøres
    gråte gråter gråt grått
    gå går gikk gått gjekk
    ha har hadde hatt
    hete heter het hett
    hjelpe hjelper hjalp hjulpet
    hånd hånden hånda hand handa hender hendene
    holde holder holdt halde held heldt
    kjenne kjenner kjente kjent
    kle kler kledde kledd
    komme kommer kom kommet kome kjem
    kunne kan kunnet
    la lar lot latt
    land landet landene
    lang langt lange lengre lengst
    le ler lo ledd
    legge legger la lagt legg
    leve lever levde levd
    ligge ligger lå ligget legge ligg
    liten lita lite små mindre minst
    lyve lyver løy løyet
    mann mannen menn mennene
    mor moren mora mødre mødrene
    mus musa musen
    måtte må
    natt natta natten netter nettene
    ny nytt nye nyere nyest
    se ser så sett sjå såg
    selge selger solgte solgt
    sette setter satte satt
    si sier sa sagt seie seier
    sitte sitter satt sittet
    sjø sjøen sjøer sjøene
    skjære skjærer skar skåret
    skrive skriver skrev skrevet skreiv skrive
    skulle skal
    slå slår slo slått
    små smått
    snø snøen snødde
    sove sover sov sovet
    spørre spør spurte spurt
    stad staden stader stadene
    stor stort store større størst
    stå står sto stod stått
    synge synger sang sunget
    søster søsteren søstera søstre søstrene
    syster systera systrer systrene
    ta tar tok tatt take tek teke
    tann tanna tannen tenner tennene
    tenke tenker tenkte tenkt
    tre treet trær trærne
    tro tror trodde trodd tru trur trudde trudd
    treffe treffer traff truffet
    trygg trygt trygge tryggere tryggest
    tung tungt tunge tyngre tyngst
    ung ungt unge yngre yngst
    velge velger valgte valgt
    være vere er var vært vore
    vinne vinner vant vunnet
    vite vet visste visst
    vokse vokser vokste vokst
    øye øyet øyne øynene
    ku kua kuer kyr
    kveld kvelden kvelder
    lærer læreren lærere lærerne lærar læraren lærarar lærarane
    arbeid arbeidet arbeider arbeidene arbeide arbeidde
"""

_LISTED = Listed(
    "norwegian",
    _FORMS,
    endings=(
        *(("ligere", "lig"), ("ligest", "lig"), ("igere", "ig"), ("igest", "ig"), ("igst", "ig")),
        *(("arane", "ar"), ("erne", "er")),
    ),
)


def stem(word: str) -> str:
    """Return the stem of a word in lower case, regular or not."""
    return _LISTED.stem(word)


def beginnings(stem: str) -> tuple[str, ...]:
    """Return with what the words of a stem begin: each with one of these at least."""
    # The rules may have left another last letter.
    return (stem[: max(3, len(stem) - 1)], *_LISTED.forms(stem))
