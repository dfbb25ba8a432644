"""Swedish words that stand in compounds, for the rules of `qcode.index.compounds`. Data only.

A word that is here is taken for whole: nothing is looked for inside it. So a compound belongs here
only where its parts say nothing of it any more ("bokstav").
"""

PARTS = """
adel adress advokat affisch affär afton agenda agent aggression akademi akademiker akt akta aktad
akter aktie aktion aktiv aktivitet aktuell aktör akut album algoritm alkohol alkoholist allians
allmän allé alm alt altan alternativ ambassad ambition ambulans amerika amortering analys anda andas
ande andel anfall angelägenhet anhörig anka anläggning anmälan anmälning annons anpassning ansats
ansikte anslag anspråk anstalt anstånd anställd anställning ansvar ansökan ansökning antagning antal
anteckning antenn anti antisemitism apa apelsin apotek app apparat april arbeta arbetare arbete
arena argument ark arkitekt arkiv arm armbåge armé arrangemang arrest artig artikel artikulera
artist arv arvinge asfalt asien ask aspekt assimilering assistans assistent astma asyl attack
attityd augusti auktoritet auto automat avdelning avenue avfall avgas avgift avgöra avhandling
avlopp avsikt avsked avstånd avtal avund axel baby backe bad bag bagare bak bakgrund bakning bakslag
balans balkong bana band bank bar barack barn barndom barnmorska barr barriär bas baserad basis
bastu batteri beakta bebyggelse bedrägeri bedömare bedömning befattning befolkning begravning
begrepp begränsning behandlare behandling behov behållare bekämpning belastning belysning belöning
bemanning bemötande ben bensin bered beredskap berg berga beroende berätta berättelse beslut bestånd
besvikelse besvär besök besökare beta betala betalning bete beteende beträda betyg bevis bibliotek
bidrag bil bild bilda bildning bilist biljett binda bio biskop bistånd biträde bitter björk björn
blad blanda blandning blick blind blixt block blod blogg blomma blomster blå blöda blöt boende boja
bok bokföring bokstav boll bomb bonde bonus bord borg borste bostad bota botten brand bransch bred
bredband bredd brev bricka brinna brist brits bro broms bror brott bruk bruka brukare brun brunn
brygga bryta bråk bränna brännvin bränsle bröd bröllop bröst bröt budget budskap bulle buller bunker
burk buske buss butik by bygd bygg bygga byggande byggare bygge byggnad byrå byta bytare byte byxa
båge bål båt bäck bädd bänk bära bärande bärare bärs bön böna böra börda början börs böter camping
café cancer cannabis cell cement center central centrum ceremoni chans charter chatt chaufför chef
choklad cigarett cirkel cirkus citat citron civil civilisation cup cykel cyklist dag dagbok dagis
dal dam damm dans dansa dansk data dator datum debatt debut deg del dela delaktighet delfin delikat
delirium deltagare demens demokrati demonstration departement depression design detalj diagnos
dialekt dialog diamant diet dika dikt diktatur dilemma dimension dimma diplomat direktör disciplin
disk diska diskning diskotek diskriminering diskussion distrikt djungel djup djur djävul docent
docka doft dok doktor dokument dom domare domstol dop dopp dotter dra drag drama drick dricka drift
driv drog droppe drottning dryck dräkt dräng dröm dubbel duglig duk dusch duscha duva dygn dyka dyna
dynga dyr dyrka död dörr döv effekt efterfrågan eftermiddag egendom egenskap ek eka ekologi
ekologisk ekonomi el eld elda elektricitet elektro elektronisk element elev elit elände energi
engagemang engelsk engelska enhet enkel enkät ensam ensamhet epidemi epok erfarenhet eta etage etik
etnicitet europa evenemang examen exempel existens exkludering experiment expert expertis export
extra fabrik fack fackförening fader fakta faktor faktura falk fall falsk familj fantasi far fara
farbror farfar farhåga farlig farmor fart fas fasad fascism faster fastighet fat fattig feber
februari fel fem fena fenomen fest festival fiende fientlig fika fiktion fil film filt fin finans
finger finsk fira firma fisk fiska fjord fjortis fjäder fjäll fjärde fjärr fladdermus flagga flaska
flicka flod flotta fly flyg flyga flygplan flykt flykting flytt flytta folk fond fordon form format
formel formell formulär forska forskare forskning forum foster fot fotboll fotgängare foto fotograf
fraktion fram framgång framsteg framtid framträdande fransk fred fredag fri frihet frisk fritids
frivård front frost fru frukost frukt frys frysa fråga frånvaro frö fröken ful full fullmäktige fura
fusk fylla fylleri fyr fyra fysik fågel fånga fånge får fäkta fälla fält fängelse färdig färdighet
färg färga färja färsk fäste föda född födelse följa följd fönster föra förbud förbund fördel
fördela fördom föredrag förening föreställning företag företagare förfrågan förhandling förhållande
förhör förklara förlag förlopp förlora förlossning förlust förmedlare förmedling förmiddag förmåga
förmån förmögenhet förord förort förpackning förråd församling förskola förslag först förstå
förstånd försvar försvara försäkring försäljare försäljning försök försörja försörjning förtroende
förtryck förtur förutsättning förvaltning förväntan förälder förändring gala gamling gammal ganska
garage garanti gas gast gastro gata gemenskap general generation generell genombrott gentrifiering
geografi get gifta gitarr giva givande givare givning gjuta glad glas glass glida globalisering
glädje gnata god godis golf golv grad gran granit granne granskare granskning grav gravid grepp
grill grind gris gro groda grop grotta grov grund grupp gruva grymhet grå gråt grädde gräl gränd
gräns gräs gräva grön grönsak gubbe gud gudstjänst guide gul guld gumma gunga gym gymnasium gå gång
gångare gård gåta gåva gäng gärning gäst gömma göromål hage hagel haka hake hal hall halm hals halv
hamn hand handel handikapp handla handlare handledare handling handläggare hantering hantverk
haschisch hassel hat hatt hav havare hed heder heja hel helg helgon helhet helvete hem hemlig
hemlighet hemlös hemmafru hemsk herde heroin herr herre het himmel hinder hink hiss hissa historia
historik hitta hjul hjälp hjälte hjärna hjärta hobby hockey homofobi honung hopp hoppa horn hosta
hot hotell hud hugga humor hund hundra hundrade hunger hus hushåll hustru huvud hylla hyra hyresgäst
hytt håll hålla hållare hållbarhet hållning hår hård häck häfte häkte häl hälsa hämta händelse häng
häst häxa hö höft hög höger höja höjd höjning höna höra hörande hörig hörn hörsel höst ideal ideell
identitet ideologi idrott idé ikon ilska image imam immigration import inbrott incident indian
indikator individ industri infektion inflytande informant information initiativ inkludering inkomst
inköp inlägg innehåll inre inriktad insats insikt inspektör inspelning inspiration installation
institut institution instrument inställning intag integration integritet intelligens internet
intervju intim intolerans intresse intryck invandrare invandring investering invånare is islam
islamofobi jacka jaga jakt januari jeans jeep jobb jobba jord jordbruk jordbävning jour journal
journalist jubileum juice jul juli juni juridik justitie jämlikhet jämställdhet järn jäst jätte
kaffe kafé kaka kalas kalender kall kam kamera kamin kamp kampanj kamrat kanal kandidat kanin kanon
kanot kant kaos kapacitet kapell kapital kapitel kapsel karaktär karantän karriär karta kartong
kasino kassa kassett kasta katastrof kategori katt kejsare kemi kemikalie keps kind kiosk kista kjol
klagomål klappa klass klassiker klassisk klient klimat klimax klinik klippa klister kliv klocka klok
kloster klot klubb klyfta klåda klä kläder klänning klättra knapp knark kniv knuff knyta knä ko kock
kod koka kokain kokerska kol kollega kollekt kollektion kollektiv koloni kom kommentar kommission
kommitté kommun kommunal kommunikation kommunism kommunist kompetens kompis komposit kompromiss
koncept koncern konferens konfirmation konflikt konkurrens konkurs konsekvens konsert konst konstant
konstapel konstatera konstellation konstig konstitution konstnär konstruera konstruktion konstruktiv
konstruktör konsult konsultation konsument konsumera konsumtion kontakt kontant kontext kontinent
konto kontor kontra kontrakt kontroll kontrollera koordinator kopia kopiera kopp koppar korg kork
korn korridor korruption kors korsning kort kortfattad kortison korv kost kostnad kostym kotte kraft
krage kram kran krav kredit krets krig kriminal kriminalitet kris kristen krita kriterium kritik
krock krog krona kropp kruka krut krydda krypa kräfta kränkning kräva kudde kula kulle kultur kund
kung kunnig kunskap kupp kurator kurs kusin kust kval kvalitet kvalité kvarn kvart kvarter kvick
kvinna kvinnlig kvist kvot kväll kyl kyla kyrka kår käke källa källare känn känna kännedom känning
känsla kär käresta kärl kärlek kärna kärr kärring kö kök kön köp köpa kör köra kött labb lagning
laboratorium lada laddad lag laga lager lagstiftning lampa land landa landning landskap landsting
lapp larm larv last lasta latin leda ledamot ledande ledare ledig ledighet ledning ledsagare legend
lejon lek leka lektion lektor lev leva lever leverans leverera levnad licens lid lidande ligga lik
likhet lilja limma lin lind linda linje lista liten litteratur liv livsmedel ljud ljuga ljum ljus
lock logi lojalitet lokal lossa lotteri lova lucka luft lugn lukt lunch lunga lust lya lycka lydnad
lyft lykta lyra lyssna lyssnare låda låg lån låna lång lås låsa låt lägare läge lägenhet läger lägga
läggning läkare läkemedel lämna län längd längtan läpp lär lära lärare lärdom lärling läs läsa
läsare lätt läxa löfte lögn lök lön lönn löp löpa löpare lös lösa lösning löv mage majestät
majoritet majs maka make makro makt mala mamma man mandarin mandat mandel mangel manifest
manifestation manipulera manlig manna mantel mapp mark markera markis marknad markör marsch marskalk
maskin maskinist massa mast mat mata match matematik material matris matta medarbetare
medbestämmande medborgare medel media medicin medla medlem medverkan medvetande mega mejl mekaniker
mekanism mellan memoar mening mens mental mentor metall meter metod metodik metro middag migration
migrän mikro mikrofon mil militär miljard miljon miljö mina mini minister ministerium minne
minoritet minska minut missbruk missbrukare misshandel mission misslyckande misstag misstanke
misstro mjuk mjöl mjölk mobbning mobil modell moder modern mogen moln moped mor moral morbror mord
morfar morgon mormor morot moské mosse moster motion motiv motor motstånd mottagare mottagning multi
mun munk mur mus museum musik musikant muskel muslim mussla mustasch mygga myndighet mynning mynt
myr mysterium myt mål måla målare måltid månad måne mångfald mått mängd människa mänsklig märk märka
mässa mässig mässling mäta mätare mätning möbel möjlighet mönster mörk mörker möss mössa möta möte
nackdel nacke nagel nalle namn narkoman narkos narkotika nation nationalitet nationell natt nattvard
natur nav nazism nedan nedgång nedre neon nerv neutralitet nio nivå njure njuta nobel noll nomad
nord norm normal norr norrman nota novell nudel nummer nunna nutid ny nyckel nyhet nytta nål nämna
nämnd när nära närhet näring näsa nät nätverk näve nöd nöje oas observation ockupation odla odling
offer officer ogräs ohälsa oktober olik olja olycka olympiad omfattning omfång omgivning område
omröstning omsorg omständighet omtanke onsdag ont operation opinion opposition ord ordbok order
ordförande ordinarie ordna ordning organ organisation orgel orm oro orsak ort ost osten otrygghet
pack packa paj paket palats pall pandemi panel panik panna panta pappa papper par paradox paragraf
parentes park parkera parkering parkinson parlament part parti partner pass passage passagerare
passion pastor patient patrull pedagog pedagogik pendel pendla pendlare peng pengar penna pension
pensionär peppar period perrong person personal personlig personlighet perspektiv piga pigg pil
pinne pir pistol pjäs plagg plan planera planering planet plank plast plats platta plikt plocka plog
plugg plåga plåster plåt poesi pojke pol policy polis polish polisong politik politiker pool
population porslin port portal portion porto position positiv post posta potatis potential pott
poäng praktik prat prata premie present press pressa primär princip prins prinsessa prioritering
pris privat pro problem problematik process producent produkt produktion professor profet profil
prognos program projekt propeller proposition propp prost protein protest protestera protokoll prov
prova provins prägel prägla präst pröva prövning psalm pseudo psyk psyke psykiatri psykolog pub
publik publikation puckel puls pump pung punkt puss pussel pusta putsa pyjamas påföljd påse påsk
påstående påve påverkan pärm päron rabbin rad radio rak raket ram rapp rapport ras rasera rasism
rasist rast reaktion realitet rebell recept reception redaktion redaktör redo redovisning redskap
referens reflektion reform regel regering region regional regissör register reglering regn rehab
rehabilitering reklam rekommendation rekord rektor relation religion remiss ren rens rensa
reparation reporter representant resa resenär reservat respekt respondent restaurang resultat resurs
retorik retro revision revolution rida riddare rik rike rikedom riksdag riktig riktlinje riktning
ring rinna ris risk rita ritual riv rivning robot rock rolig roll roman rond rondell rop ropa ros
rosa rost rot rotation rotera rubrik rulla rum rund ruta rutin ryck rycka ryckare rygg rykte rymma
ryss rå råd rådgivare rådgivning rån rånare råtta råvara räcke rädda räddning rädsla räkna räkning
räls ränta räntabilitet rätt rättegång rättighet rättvisa röd röja rök röka rökning rönn rör röra
rörelse rörlig rörlighet röst rösta röstning röv sabotage sadel saft sajt sak saknad sal salami
sallad salong salt salut salva sam samarbete samband sambo samfund samhälle samla samling samman
samordnare samtal samtycke samverkan samvete sand sanktion sanning sats satsning scen schack schema
segel seger segregation sekel sekreterare sekt sektor sekund sekundär sele semester semi seminarium
sen senap senat september serie serum servett service session sex sexism sida siffra signal sikt
sikta silver sim sinne sits sitt sitta sittare situation sju sjuk sjukdom sjukskrivning sjunde sjung
själ själv sjö skada skal skam skandal skapa skapande skatt sked skede skelett skepp skepsis skev
skick skicka skicklighet skida skift skikt skilj skilja skillnad skilsmässa skinka skinn skiva
skjorta skjut skjuta sko skog skola skolk skolka skor skott skratta skrift skrik skriv skriva
skrivare skräck skräp skugga skuld skuldra skydd skydda skyldig skylt skådare skådespelare skåp
skägg skäl skämma skämt skär skärgård skärm skärp sköld sköta skötare sköterska slag slagord
slagsmål slakt slalom slang slav slicka slogan slott slut sluten slå slåss släkt släkting släpp
slätt slöja smak smal smink smita smitta sms smuggling smutsig smycke små smäll smälta smärta smör
snabb snatteri snickare snygg snål snö social socialism socken socker soffa sol sola soldat solid
solidaritet solist sommar son sopa soppa sorg sort soul sova spade span spaning spann spara sparande
sparka special specialist specialitet spegel spektrum spel spelare spets spetsig spik spion spis
spola sport sprida spridning spring springa sprit sprut spruta språk spräng spår spöke stab stad
stadga stadig stadium standard stark start stat station statistik status staty steg stege sten
stereotyp stick sticka stift stiftelse stig stil stilla stipendium stjärna stock stoff stoft stol
stolpe stolt stolthet stopp stoppa stor storm straff strand strategi streck strejk stress strid
stroke struktur strumpa strålning sträcka ström student studie studio studium stuga stund stup styr
styra styre styrelse styrka styrning styvmor styvpappa stål stång städ städa städning ställa ställe
ställning stämning stämpel stänga stöd stöld stör störa störning stövel subjekt succé sug suga summa
super svag sval svan svara svart svek svensk svets svetsa svullnad svår svärfar svärmor sy syd syfte
sylt symbol symptom syn synagoga synd syskon sysselsättning syssla system syster såga sålla sån sång
sångare sår sås säck säker säkerhet sälja säljare sämja sända säng sänka sänkning särbo säsong sätt
söder sök söka sökande sökare sömn söndag tabell tablett tabu tacksamhet tagande tagare tak takt tal
tala talan talang tall tallrik tand tang tangent tank tanka tanke tant tappa tavla taxa te teater
tecken teckna tecknare teckning tejp teknik teknologi telefon tema tempel tendens teori terapeut
terapi termin terminal terror terräng test text tid tidig tidning tidskrift tiggare tillfälle
tillgång tillgänglighet tillhörighet tillit tillstånd tillsyn tillväxt timme timmer tio tionde
tisdag tistel tittare tjafs tjej tjugo tjuv tjäna tjänst toa toalett tolerans tolk tolka tolkning
tom tomat tomt tomte ton tonåring torg torn torp torr torsdag total tradition trafik trafikant
trakasseri trampa transkription transport trappa trasa tre trend trist triumf trivas trivsel tro
trofé trogen trolig troll trolla tron tropik trots trottoar trubbig trumma trupp tryck trycka
trygghet tråd trång trä träd trädgård träff träffa träna tränare träning tröja tröst trött trötthet
tull tulpan tumör tung tunga tunn tunna tunnel tupp tur turism turist turnering turné tusen tv
tvilling tvist tvivel två tvål tvång tvätt tvätta tvättning tyck tycka tyg tyngd typ tysk tyst tå
tåg tåla tårta tält tända tändare tänk tänka tät tävling töm tömma uggla ugn ull ultra undervisa
undervisning ungdom unge uniform universitet universum uppdrag uppehåll uppfattning uppfinnare
uppfinning uppfostran uppföljning uppgift uppgång upphandling upplevelse upplysning uppmaning upprop
uppsats uppsyn uppsägning uppvärmning uppväxt urval utanförskap utbildning utbud utflykt utgift
utgång utland utmaning utredare utredning utrustning utrymme utsatthet utsikt utskott utsläpp uttag
uttryck utvecklare utveckling utvärdering utövning vaccin vacker vagga vagn vaka vakna vakt vaktare
vaktmästare val vald validitet vall vallmo valuta vana vandra vandrare vandring vante vapen vara
varandra vardag varelse varg variabel variation varje varken varm varna varning varor varsel vass
vatten vax vecka ved verk verkan verkstad verktyg veta vetande vetare vetenskap veteran vid video
vik vikarie viking vikt viktig vila vilja villa villig villkor vin vind vinka vinst vinter virus
visa vision visning vistas vistelse visum vit vittne votering vuxen våg våld våldtäkt våning vår
vård vårda vårdnad våt väck väcka väder väg vägg vägledning väktare väljare välkommen vän vända
vändpunkt vänlig vänskap vänster vänta värd värde värdering värdig värk värld värma värme väsen
väska väst väster växa växel växt webb yngling yrke yta ytter yttrande yttre zon åka åkare åker
åklagare ålder åldrande åldrig åldring ång ånga ångest år åra århundrade åsikt åska åskådare åtal
återvinning åtgärd åtta ägande ägare ägg ägna äkta äldre älg älskare älv ämbete ämne ändamål ändring
äng ängel ängslan äpple ära ärende ärr äta ätande ätare ö öga öken öl öppen öppna öppning öra örn
öst öster öva överfall övergrepp övergångsställe överläkare översikt översvämning översättning
övervakning övning
"""
