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
= allmän allmänt allmänna
= all allt alla
= altan altanen altaner altanerna
= annan annat
= apparat apparaten apparater apparaterna
= arm armen armar armarna
= bagare bagaren bagarna
= bastu bastun bastur bastuar
= be ber bad bett
= bidra bidrar bidrog bidragit
= bio bion biorna
= bli blir blev blivit bliva blivande
= blå blått blåa
= boka bokar bokade bokat
= bokstav bokstaven bokstäver bokstäverna
= bonde bonden bönder bönderna
= bo bor bodde bott
= bra bättre bäst bästa
= bror brodern broder bröder bröderna
= bro bron broar broarna
= buller bullret
= by byn byar byarna
= bära bär bar burit buren buret burna bärande
= centrum centrumet center centret centra centren
= damm dammet dammen dammar dammarna
= dotter dottern döttrar döttrarna
= dra drar drog dragit
= dricka dricker drack druckit
= dålig dåligt dåliga sämre sämst sämsta
= dö dör dog dött
= egen eget egna
= faktor faktorn faktorer faktorerna
= falla faller föll fallit
= far fadern fader fäder fäderna
= fasad fasaden fasader fasaderna
= filt filten filtar filtarna
= finnas finn fanns funnits
= fin fint fina finare finast finaste
= flyga flyger flög flugit
= format formatet formaten
= foto fotot foton fotona
= fru frun fruar fruarna
= få får fick fått
= försvinna försvinner försvann försvunnit
= gammal gammalt gamla gamle äldre äldst äldsta
= ge ger gav gett givit giva given givna
= granit graniten
= gråta gråter grät gråtit
= grå grått gråa
= grädde grädden
= gå går gick gått gående
= göra gör gjorde gjort gjord gjorda
= hals halsen halsar halsarna
= ha har hade haft
= hjärta hjärtat hjärtan hjärtana
= hålla håller höll hållit hållen hållna
= hälsa hälsan hälsar hälsade hälsat
= hög högt höga högre högst högsta
= höra hör hörde hört
= kamrat kamraten kamrater kamraterna
= klimat klimatet
= knä knät knäet knän knäna
= komma kommer kom kommit kommande
= konto kontot konton kontona
= kontor kontoret kontoren
= kors korset korsen
= ko kon kor korna
= kritiker kritikern kritikerna
= kunna kan kunde kunnat
= kurs kursen kurser kurserna
= kvarter kvarteret kvarteren
= källare källaren källarna
= köra kör körde kört
= kö köer köerna
= laga lagade lagat
= lager lagret lagren
= landa landar landade landat
= le ler log lett
= leva lev lever levde levt levat levd levda levande
= ligga ligger låg legat liggande
= liten litet lilla lille små mindre minst minsta
= ljus ljust ljusa ljusare ljusast ljuset ljusen
= låg lågt låga lägre lägst lägsta
= lång långt långa längre längst längsta
= låta låter lät låtit
= läger lägret lägren
= lägga lägger lade la lagt
= längtan
= längta längtar längtade längtat
= lära lär lärde lärt
= matta mattan mattor mattorna
= min mitt mina
= modern modernt moderna modernare
= mor moder mödrar mödrarna
= morgon morgonen morgnar morgnarna morron morronen
= museum museet museer museerna
= musiker musikern musikerna
= målare målaren målarna
= må mår mådde mått
= mössa mössan mössor mössorna
= ny nytt nya nye nyare nyast nyaste
= nå når nådde nått
= order ordern
= ordna ordnar ordnade ordnat
= oro oron
= papper papperet pappret papperen pappren
= partner partnern
= planeten planeter planeterna
= politiker politikern politikerna
= radio radion radior radiorna
= raket raketen raketer raketerna
= sakna saknar saknade saknat
= sambo sambon sambor samborna
= salt saltet salta saltar saltade saltat
= sann sant sanna sannare
= sektor sektorn sektorer sektorerna
= senat senaten
= se ser såg sett sedd sedda
= sin sitt sina
= sitta sitter satt suttit sittande
= själv själva självt
= sjö sjön sjöar sjöarna
= skatt skatten skatter skatterna
= ska skulle skall
= ske sker skedde skett
= sko skon skor skorna
= skuldra skuldran skuldror skuldrorna
= slå slår slog slagit slagna
= sms smset smsen
= snö snön
= socken socknen socknar socknarna
= socker sockret
= sommar sommaren somrar somrarna
= son sonen söner sönerna
= stor stort stora store större störst största
= stå står stod stått stådd stådda
= studio studion studior studiorna
= svår svårt svåra svårare svårast
= säga säger sa sade sagt säg sägas sägande
= sälja säljer sålde sålt
= sätta sätter satte satta
= särbo särbon särbor särborna
= ta tar tog tagit taga tagna
= taxi taxin
= tekniker teknikern teknikerna
= tillit tilliten
= timmer timret
= tomat tomaten tomater tomaterna
= tro tron tror trodde trott trodd trodda
= tung tungt tunga tyngre tyngst tyngsta
= tv tvn teve teven
= tå tån tår tårna
= undra undrar undrade undrat
= ung ungt unga yngre yngst yngsta
= vakna vaknar vaknade vaknat
= vara är varit
= verkstad verkstaden verkstäder verkstäderna
= veta vet visste vetat
= video videon videor videorna
= vilja vill ville velat
= vuxen vuxet vuxna vuxne
= vy vyn vyer vyerna
= vägra vägrar vägrade vägrat
= välja väljer valde valt vald valda
= värde värdet värden värdena
= våldta våldtar våldtog våldtagit våldtagen våldtagna
= åka åker åkte åkt
= år året åren
= äga äger ägde ägt
= äta äter äts åt ätit ätits
= öga ögat ögon ögonen
= öka ökar ökade ökat ökad ökande
= öra örat öron öronen
= ö ön öar öarna
= öde ödet öden ödena
använda använt
besluta beslöt beslutit
besviken besviket besvikna
binda band bundit
bita bet
bjuda bjöd
bred brett
brinna brann brunnit
bryta bröt brutit bruten brutna
byta bytt bytte
driva drev
dyr dyrt
erbjuda erbjöd erbjudit
erfaren erfaret erfarna
erhålla erhöll erhållit
fara for
flyta flöt flutit
fri fritt fria
frysa frös frusit frusen frusna
gjuta göt gjutit
glad glatt glada
god gott goda
gripa grep gripit gripen gripna
grön grönt
hel helt
hem hemmet hemmen
hinna hann hunnit
hjälpa hjälpt hjälpte
hård hårt
hänga hängde
hyra hyrde hyrt hyrd hyrda
klar klart
knyta knöt knutit knuten knutna
krypa kröp
känna kände känt känd kända
ledsen ledset ledsna
leka lekt lekte
lida led
ljuga ljög
lugn lugnt
lån lånet
läsa läst
lösa lös löst löste
minnas mindes
mogen moget mogna
märka märkt
möta mött mötte
naken naket nakna
njuta njöt
nyfiken nyfiket nyfikna
nypa nöp
ren rent
resa rest
rida red
rik rikt
rinna rann runnit
riva rev
rum rummet rummen
rycka ryckt ryckte
räcka räckt räckte
röd rött
röka rökt rökte
röra rör rörde rört
sen sent
sjuk sjukt
sjunga sjöng sjungit
sjunka sjönk sjunkit
skjuta sköt
skrika skrek skrikit
skriva skrev
skryta skröt skrutit
skära skar skurit
skön skönt
sköta skött skötte
slippa slapp sluppit
slita slet
släppa släppt släppte
smyga smög
sova sov
sprida spred
springa sprang sprungit
steka stekt stekte
stiga steg
stjäla stal stulit
styra styr styrde styrt
stöd stödja stödjer stödde stött
suga sög
synas syns syntes synts
söka sökt
tala talt
tiga teg
trivas trivs trivdes trivts
trogen troget trogna
trycka tryckt tryckte
tvinga tvang tvungit
tycka tyckt
tänka tänkt
umgås umgicks umgåtts
varm varmt
verka verkt
vid vitt
vika vek
vinna vann vunnit
vrida vred
väcka väckt väckte
välkommen välkommet välkomna
vän vännen vänner vännerna
växa växt vuxit
"""

# Words that are a form of another word, too: of that of which the second is one.
BOTH = """
band banden
bar barer
drog droger
händer hända
kör körer
kön köer
lagar laga
led leden
låg ligger
rest resten
satt sätter
steg stegen
tänder tända
unge unga
vara varor
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
