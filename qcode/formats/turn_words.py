"""The words by which a label is judged: what speakers are called, and what is no speaker.

All lower case. Swedish and English first, then neighbours whose transcripts turn up beside them.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as prose."""
    return frozenset(words.split())


# What people are called in transcripts instead of by name, indefinite and definite.
ROLES = word_set("""
    intervjuare intervjuaren intervjuarna intervjuledare intervjuledaren intervjuperson
    intervjupersonen intervjuad moderator moderatorn moderatorer samtalsledare samtalsledaren
    gruppledare deltagare deltagaren respondent respondenten informant informanten forskare
    forskaren observatör observatören bisittare bisittaren talare talaren röst person okänd
    okänt flera alla samtliga någon man mannen kvinna kvinnan pojke pojken flicka flickan mamma
    mamman pappa pappan förälder föräldern barn barnet elev eleven lärare läraren student
    studenten läkare läkaren sjuksköterska sjuksköterskan undersköterska undersköterskan patient
    patienten chef chefen personal personalen anhörig boende brukare brukaren klient klienten
    kurator kuratorn terapeut terapeuten handledare handledaren ledare ledaren ordförande
    ordföranden sekreterare sekreteraren publik publiken fråga svar vittne vittnet åklagare
    åklagaren advokat advokaten domare domaren tolk tolken talmannen statsrådet statsministern
    programledare programledaren reporter reportern samtidigt personer röster ip iv int ivp mod
    res resp inf delt

    interviewer interviewers interviewee interviewees facilitator participant participants
    researcher researchers speaker host guest narrator subject unknown unidentified multiple
    everyone everybody speakers voices people persons all group woman women men male female
    question answer teacher doctor nurse mother father child parent witness judge counsel chair
    chairman chairperson therapist client manager observer interpreter operator audience various
    several voice moderators spk

    intervjuer intervjueren deltaker deltakeren deltager deltageren ukjent ukendt spørsmål
    spørgsmål taler taleren forsker forskeren kvinne kvinde interviewerin befragte befragter
    teilnehmer teilnehmerin sprecher sprecherin moderatorin frage antwort unbekannt frau mann
    haastattelija haastateltava puhuja osallistuja kysymys vastaus intervieweur interviewé
    interviewée enquêteur enquêtrice enquêté locuteur locutrice entrevistador entrevistadora
    entrevistado entrevistada hablante participante
""")

# Facts about a recording, as they stand at the top of a transcript.
FACTS = word_set("""
    datum dag tid starttid sluttid klockan kl plats ort lokal titel namn ålder kön yrke
    utbildning längd inspelning inspelad inspelningstid inspelningslängd inspelningsdatum fil
    filnamn ljudfil projekt studie studien version språk närvarande frånvarande transkribering
    transkriberat transkriberad transkriberingsdatum transkription transkriberare transkriptör
    transkriberat_av intervjunummer intervjunr intervju intervjun intervjudatum intervjuplats
    intervjulängd intervjutillfälle fokusgrupp observation telefon telefonnummer adress e-post
    epost mejl diarienummer dnr ämne sekretess samtycke medverkande anställning bakgrundsfakta
    date day time location venue place title name age gender sex occupation education duration
    length recording recorded file filename audio project study version language present absent
    transcription transcribed transcriber transcript interview session date/time pseudonym phone
    address email e-mail subject-line consent keywords attendees participants-list ort zeit
    dauer datei thema dato sted tittel varighet sprog språk begin languages media
""")

# Notes, headings and parts of sentences that stand before a colon.
THINGS = word_set("""
    obs nb ps pm fotnot kod tema underkategori kategori syfte bakgrund metod resultat diskussion
    slutsats slutsatser sammanfattning reflektion reflektioner kommentar kommentarer anteckning
    anteckningar notering noteringar not noter minnesanteckning exempel exempelvis t.ex bl.a dvs
    d.v.s definition källa källor länk rubrik sida fältanteckning situation händelse känsla
    känslor tolkning analys fördelar nackdelar fördel nackdel styrkor svagheter mål resurser ref
    re ang angående hälsning hälsningar viktigt tips varning fakta förkortningar
    teckenförklaring teckenförklaringar använd inkludera exkludera citat slutkommentar miljö
    stämning sammanhang uppföljning första andra tredje alltså fritext svarsalternativ
    intervjuguide frågor tillägg fotnoter beslut ansvarig åtgärd bilaga tabell figur avsnitt
    kapitel del steg punkt vers refräng utdrag utdraget

    code theme category purpose background method methods results discussion conclusion
    conclusions summary reflection reflections comment comments note notes observation
    observations example examples e.g i.e source sources link topic heading page setting event
    feeling interpretation analysis pros cons strengths weaknesses goals url http https www
    important tip warning fact facts key legend abbreviations include exclude quote from to cc
    bcc sent regards context atmosphere first second third nit todo fixme abstract introduction
    kind style region table figure chapter section step part appendix excerpt verse chorus
    extract ausschnitt
    questions break jingle intro outro music musik paus pausen applause anmerkung hinweis
    beispiel titel merknad merk eksempel bemærk end
""")

# A phrase with one of these is a sentence, not a label.
SENTENCE_WORDS = word_set("""
    jag du han hon vi ni dom mig dig honom henne oss er det den detta här där då när sen sedan
    så som att är var blev sa sade säger frågar frågade svarar svarade tänker tänkte tycker
    tyckte undrar undrade stannar menar menade skriver skrev ropar ropade har hade ska kan vill
    inte men eller om för utan efter under mot enligt följande nedan ovan ja nej

    the this that these those i'm you he she it we they me him us them is are was were be been
    said says asked asks replied answered thought thinks think told have has had do does did
    will would can could not but or if for without about following below above because when
    where what why how who which there here then so just yes no

    ich er sie es wir ihr ist sind war sagte sagt fragte dass nicht aber oder wenn für mit jeg
    hun sier spør ikke når je tu il elle nous vous que qui est dit
""")

# These too, except after a role: "kvinna i rött".
PREPOSITIONS = word_set("i på till från med vid ur in on at with by mit bei")

# Small words inside names and between them.
PARTICLES = word_set("von van de der den di da du af av la le el och and & + und og y et")

# Sounds and events that transcribers put in square brackets.
NOISES = word_set("""
    skratt skrattar skrattande paus pauser tystnad ohörbart hörs musik applåder hostar hostning
    suckar suck avbryter avbrott gråter viskar nickar ler telefon överlappande otydligt
    avidentifierat tyst tyster lågt högt ohörbar otydlig osäker skrik skriker gråt applåd stön
    harklar harkling hostning fniss fnissar skrattandes viskande viskandes laughter laughs
    laughing laugh pause pauses silence inaudible unintelligible crosstalk music applause cough
    coughs coughing sighs sigh interrupts crying whispers nods smiles overlapping background
    sound noise beep quietly softly loudly whispering shouting shouts crying chuckles chuckling
    sobbing giggles giggling clears guess redacted sic unclear indistinct foreign break
    recording blank_audio lachen lacht unverständlich latter uhørbart
""")

# What people say and documents seldom do: who is addressed, and answers.
SPOKEN = word_set("""
    jag du ni dig mig oss ja jo nej mm mhm hm ehm eh öh alltså liksom tack hej asså you me we
    us your my yes yeah no okay ok oh um uh uhm right thanks hi hello jeg deg dere nei hei ich
    ihr dir mir nein hallo danke
""")
