"""Norwegian words that stand in compounds, for the rules of `qcode.index.compounds`. Data only."""

PARTS = """
adresse alder alkohol angst ansatt ansettelse ansvar arbeid arbeidar arbeider arbeids arm avdeling
avis avtale bad bakgrunn ball bane bank barn barndom bedrift begrep behandling behov bekjempelse
beredskap berg beslutning besteforeldre besøk betaling bibliotek bil bilde bind bistand blad blod
blomst bo bok bolig bonde bord borger brann bredde brev bror brud bruk brukar bruker bruksanvisning
brygge brød buss butikk by bygd bygg bygge bygning bærer båt dag dame dans data debatt del demokrati
departement dialog diett dikt direktorat diskusjon dom dommer draum drift drikke dronning dyr død
dør eie eiendom eier eksamen eldre elev elv energi engel engelsk enhet erfaring etat fag familie
fange far farge fase fat fattig feil felles felt ferie fest film finger fisk fisker fiskeri fjell
fjord fjøs flagg flertall fly flykt flyktning flytte flåte folk forbund foreldre forening forhold
forsikring forsker forskning forslag forsvar fortelling forvaltning fot fotball foto framtid fred
fredag frelse fri frihet frist frokost frukt fugl funn fylke følelse føre gammel gang gapahuk gard
gass gate gave geit gift giver gjest glass glede god golv gran gras grend grense gress grunn gruppe
gruve grønn guide gull gutt gård hage hall handel handling haust hav heim helg helse helt hemmelig
hest hjelp hjem hjemme hjerne hjerte hode holder holdning hotell hund hus høst høy høyde hånd hår
idrett ild informasjon innhold innsats inntekt intervju is jakt jente jern jord jordbruk jul kafe
kaffe kamera kamp kanal kant kirke kjede kjele kjensle kjerne kjole kjær kjærlighet kjøkken kjøp
klasse kle kler klima klubb kniv kommune kone konge kontakt kontor kontroll kort kost kraft krav
kreft krig krise kropp ku kultur kunnskap kunst kurs kvalitet kveld kvinne kyrkje kyst lag lampe
land lang langs lapp last ledd ledelse leder lege leiar leie leikar leilighet lek lekse lese leser
leve liv lokal lov luft lunsj lyd lys lærar lære lærer løft lønn løsning mann marked maskin mat
medisin medlem melk menighet menneske mennesker metode middag miljø minister minne mjølk mor morgen
motor museum musikk møbel møte måke mål måned måte nabo narkotika nasjon natt natur navn nett nivå
nord norsk ny nyhet nød nøkkel ofring oldeforeldre olje område omsorg onkel oppdrag oppgave
opplevelse opplæring oppvekst ord orden organisasjon ost ovn papir park part parti pasient penge
periode permisjon person personal pike plan planlegging plass politi politikk post praksis prat
prest pris problem program prosess prosjekt prøve psykolog radio ramme rapport redning regel region
regjering regn reise relasjon religion rett rettighet ring rolle rom rute røst røyk røynd røynsle
råd rådgiver sak sal salt samarbeid samfunn samtale sang sau seng senter sete seter side sikkerhet
sild sjef sjø skade skaper skaping skatt ski skip skjerm sko skog skole skrive skudd skule sky slag
slakt slekt slutt smerte smør små snø sol soldat sommar sommer sorg sosial spill spise sport språk
spørsmål stat sted stein stemme stilling stol stor storm stortings strand strøm student studie stue
stund stygg størrelse støtte støy sum sykdom syke sykkel syn syssel system søk søker sølv søndag
sønn søster tagning tak taker tale tall tank tanke tann teater tegn tekst telefon tema tid tiltak
time ting tjener tjeneste tog tolk torg torsk trafikk tre trening tro trygd trygg trygghet trykk tur
turist tv tyv tøm tømmer tørr tå uke ull ulv ulykke undersøkelse undervisning ungdom univers
universitet utdanning uttrykk utvalg utvikling vaksine vakt valg vane vann vare varme veg vegg vei
vekt vener verden verdi verdig verk verksted verktøy vern vest vind vinter virksomhet visning voksen
vold vær våpen vår yrke ytring økonomi øl øst øy øye åker åpning år åre
"""
