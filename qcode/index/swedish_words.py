"""Swedish words that the rules of `qcode.index.swedish` would get wrong. Data only."""

# Words that only look like forms of others, most of them very common.
ALONE = """
alltid andra bara bilda bland bort borta då där efter eller enligt fram från före
förra för genom hit hos hundra hur här idag igen in inför inga inne innan inte ju just kanske
kring liksom lite med medan mellan men mot måste när nära nästan någon något några och ofta om
ovan redan samma samt sedan sist som sån sådan till trots tusen under undan upp uppe ut
utan ute utom vad var varför vem vid vidare åt än ända ändå även över
"""

# A line has forms of one word. The forms that are not named follow the rules, from the first one
# on; in a line that begins with "=" all forms are named, and get an s besides.
FORMS = """
= all allt alla
= allmän allmänt allmänna
= annan annat
= be ber bad bett
= bidra bidrar bidrog bidragit
= bli blir blev blivit bliva blivande
= bo bor bodde bott
= bonde bonden bönder bönderna
= bra bättre bäst bästa
= bror brodern broder bröder bröderna
= bära bär bar burit
= dotter dottern döttrar döttrarna
= dra drar drog dragit
= dricka dricker drack druckit
= dålig dåligt dåliga sämre sämst sämsta
= dö dör dog dött
= egen eget egna
= falla faller föll fallit
= far fadern fader fäder fäderna
= fin fint fina finare finast finaste
= faktor faktorn faktorer faktorerna
= finnas finn fanns funnits
= flyga flyger flög flugit
= få får fick fått
= försvinna försvinner försvann försvunnit
= gammal gammalt gamla äldre äldst äldsta
= ge ger gav gett givit giva given givna
= gråta gråter grät gråtit
= gå går gick gått
= göra gör gjorde gjort gjord gjorda
= ha har hade haft
= hjärta hjärtat hjärtan hjärtana
= hälsa hälsan hälsar hälsade hälsat
= hålla håller höll hållit hållen hållna
= hög högt höga högre högst högsta
= höra hör hörde hört
= komma kommer kom kommit
= kunna kan kunde kunnat
= köra kör körde kört
= le ler log lett
= ligga ligger låg legat
= liten litet lilla små mindre minst minsta
= låg lågt låga lägre lägst lägsta
= lång långt långa längre längst längsta
= längta längtar längtade längtat
= låta låter lät låtit
= lägga lägger lade la lagt
= lära lär lärde lärt
= modern modernt moderna modernare
= min mitt mina
= mor moder mödrar mödrarna
= museum museet museer museerna
= ny nytt nya nyare nyast nyaste
= må mår mådde mått
= nå når nådde nått
= oro oron
= sakna saknar saknade saknat
= sann sant sanna sannare
= se ser såg sett
= sin sitt sina
= sitta sitter satt suttit
= ske sker skedde skett
= ska skulle skall
= själv själva självt
= sko skon skor skorna
= slå slår slog slagit
= sommar sommaren somrar somrarna
= son sonen söner sönerna
= stor stort stora större störst största
= stå står stod stått
= svår svårt svåra svårare svårast
= säga säger sa sade sagt sägas
= sälja säljer sålde sålt
= sätta sätter satte
= ta tar tog tagit taga
= tillit tilliten
= tro tror trodde trott
= tung tungt tunga tyngre tyngst tyngsta
= undra undrar undrade undrat
= ung ungt unga yngre yngst yngsta
= vara är varit
= veta vet visste vetat
= vilja vill ville velat
= välja väljer valde valt vald valda
= vägra vägrar vägrade vägrat
= åka åker åkte åkt
= år året åren
= äga äger ägde ägt
= äta äter ätit
= ö ön öar öarna
= öka ökar ökade ökat ökad ökande
= öga ögat ögon ögonen
= öra örat öron öronen
använda använt
binda band bundit
bita bet
bjuda bjöd
brinna brann brunnit
bryta bröt
driva drev
dyr dyrt
fara for
fri fritt fria
glad glatt glada
god gott goda
grön grönt
hel helt
hem hemmet hemmen
hinna hann hunnit
hård hårt
hänga hängde
känna kände känt känd kända
klar klart
krypa kröp
lida led
ljuga ljög
lugn lugnt
lösa lös löst löste
läsa läst
lån lånet
märka märkt
njuta njöt
ren rent
resa rest
rida red
rum rummet rummen
rinna rann runnit
riva rev
röd rött
röra rör rörde rört
sen sent
sjunga sjöng sjungit
sjunka sjönk sjunkit
sjuk sjukt
skriva skrev
skära skar skurit
skjuta sköt
skön skönt
slippa slapp sluppit
slita slet
smyga smög
sova sov
sprida spred
springa sprang sprungit
stiga steg
stjäla stal stulit
styra styr styrde styrt
stöd stödja stödjer stödde stött
suga sög
söka sökt
tala talt
tiga teg
trivas trivs trivdes trivts
tvinga tvang tvungit
tycka tyckt
tänka tänkt
varm varmt
verka verkt
vid vitt
vika vek
vinna vann vunnit
vrida vred
vän vännen vänner vännerna
växa växt vuxit vuxen vuxna
"""

# Before verbs: "förstod", "beskrev", "sammanställde".
PREFIXES = """
an av be del efter fram för före genom hop igen in inne med mot ned ner om på sam samman
till tillbaka under upp ut vidare å åter över
"""
UNPREFIXED = "vara"  # "bevara" and "förvara" are other words

# Plurals with another vowel, also at the end of compounds: "tjänstemännen", "handböcker".
UMLAUTS = {
    "man": ("mannen", "män", "männen"),
    "bok": ("böcker", "böckerna"),
    "fot": ("fötter", "fötterna"),
    "hand": ("händer", "händerna"),
    "land": ("länder", "länderna"),
    "ledamot": ("ledamöter", "ledamöterna"),
    "natt": ("nätter", "nätterna"),
    "rot": ("rötter", "rötterna"),
    "stad": ("städer", "städerna"),
    "strand": ("stränder", "stränderna"),
    "tand": ("tänder", "tänderna"),
}
