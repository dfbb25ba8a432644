"""Stems of Danish words: Snowball's rules and what they cannot find."""

from __future__ import annotations

from .listed import Listed

_FORMS = """
    anden andet andre
    barn barnet børn børnene
    bede beder bad bedt
    blive bliver blev blevet
    blå blåt blå
    bo bor boede boet
    bog bogen bøger bøgerne
    bonde bonden bønder bønderne
    bror broren broderen brødre brødrene
    by byen byer byerne
    bære bærer bar båret
    datter datteren døtre døtrene
    drage drager drog draget
    drikke drikker drak drukket
    drive driver drev drevet
    dø dør døde død
    dårlig dårligt dårlige værre værst
    falde falder faldt faldet
    far faren faderen fædre fædrene
    finde finder fandt fundet
    flyve flyver fløj fløjet
    fod foden fødder fødderne
    forstå forstår forstod forstået
    forsvinde forsvinder forsvandt forsvundet
    få får fik fået
    gammel gammelt gamle ældre ældst ældste
    give giver gav givet
    god godt gode bedre bedst bedste
    græde græder græd grædt
    gå går gik gået
    gås gåsen gæs
    gøre gør gjorde gjort
    have har havde haft
    hedde hedder hed heddet
    hjælpe hjælper hjalp hjulpet
    holde holder holdt
    hånd hånden hænder hænderne
    interview interviewet interviews interviewene
    komme kommer kom kommet
    ko koen køer køerne
    kunne kan kunnet
    lade lader lod ladet
    land landet lande landene
    lang langt lange længere længst
    le ler lo leet
    ligge ligger lå ligget
    lille små mindre mindst
    lyve lyver løj løjet
    lægge lægger lagde lagt
    lærer læreren lærere lærerne
    mand manden mænd mændene
    mor moren moderen mødre mødrene
    mus musen
    måtte må måttet
    nat natten nætter nætterne
    ny nyt nye nyere nyest
    se ser så set
    sidde sidder sad siddet
    sige siger sagde sagt
    skrive skriver skrev skrevet
    skulle skal skullet
    slå slår slog slået
    sove sover sov sovet
    spørge spørger spurgte spurgt
    stor stort store større størst
    stå står stod stået
    sætte sætter satte sat
    synge synger sang sunget
    søster søsteren søstre søstrene
    sælge sælger solgte solgt
    tage tager tog taget
    tand tanden tænder tænderne
    tro tror troede troet
    træ træet træer træerne
    tung tungt tunge tungere
    tænke tænker tænkte tænkt
    ung ungt unge yngre yngst
    vide ved vidste vidst
    vinde vinder vandt vundet
    være er var været
    vælge vælger valgte valgt
    arbejde arbejdet arbejder arbejdede
    øje øjet øjne øjnene
    tryg trygt trygge tryggere tryggest
"""

_LISTED = Listed(
    "danish",
    _FORMS,
    endings=(
        *(("ligere", "lig"), ("ligest", "lig"), ("igere", "ig"), ("igest", "ig")),
        *(("igt", "ig"), ("igst", "ig"), ("ede", "e")),
    ),
)


def stem(word: str) -> str:
    """Return the stem of a word in lower case, regular or not."""
    return _LISTED.stem(word)


def beginnings(stem: str) -> tuple[str, ...]:
    """Return with what the words of a stem begin: each with one of these at least."""
    # The rules may have left another last letter.
    return (stem[: max(3, len(stem) - 1)], *_LISTED.forms(stem))
