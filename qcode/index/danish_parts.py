"""Danish words that stand in compounds, for the rules of `qcode.index.compounds`. Data only."""

PARTS = """
adresse aftale aften alder alkohol angst ansat ansvar ansættelse arbejde arbejder arm avis bad
baggrund bane bank barn barndom bedrift begreb behandling behov bekæmpelse beredskab beslutning
besøg betaling bibliotek bil billede bind bistand bjerg blad blod blomst bo bog bold bolig bonde
bord borger brand bredde brev broder bror brug bruger brød bud bus butik by bygge bygning bærer børn
båd center chef cykel dag dame dans dansk data debat del demokrati dialog digt diskussion dom dommer
drift drikke dronning dyr død dør ejendom ejer eksamen elev energi engelsk enhed erfaring etage fag
familie fange far farve fase fattig fejl ferie fest film finger fisk fisker fjord flag flertal fly
flygtning flytte fod fodbold folk forbund forening forhold forsikring forsker forskning forslag
forsvar fortælling forvaltning forælder forældre foto fred fremtid frihed frist frokost frugt fugl
fælles følelse før gade gang gas gave gift giver glas glæde god grund gruppe grænse græs grøn guide
guld gæst gård hal handel handling hav have helbred helt hest hjem hjerne hjerte hjælp holder
holdning hotel hoved hund hus højde høst hånd hår idræt ild indhold indkomst indsats indvandrer
information integration interview is jagt jern job jord jul kaffe kamera kamp kanal kant kerne kirke
kjole klasse klima klub kniv ko kommune kone konge kontakt kontor kontrol kort kost kraft krav krig
krise krop kræft kultur kundskab kunst kursus kvalitet kvinde kyst kæde kær kærlighed køb køber kød
køkken lag lampe land lang last ledelse leder leg leje lejlighed lektie leve liv lokal lov luft lyd
lys læge lære lærer læse læser løft løn løsning mad mand marked maskine medicin medlem menighed
menneske metode middag miljø minde minister mor morgen motor museum musik mælk møbel møde måde mål
måned narkotika nat nation natur navn net niveau nord norsk ny nyhed nød nøgle olie område omsorg
onkel opgave oplevelse opvækst ord orden organisation ost ovn papir park part parti patient pendler
penge periode person personale pige plads plan planlægning pleje plejer politi politik post praksis
pris problem proces program projekt præst prøve psykolog pædagog radio ramme rapport redning regel
regering region regn rejse relation religion ret rettighed ring rolle rum rute røg røst råd rådgiver
sag sal salt samarbejde samfund samtale sang seng side sikkerhed sild skaber skade skat ski skib sko
skole skov skrive skud sky skærm slag slut slægt smerte smør sne social sol soldat sommer sorg spil
spise sport sprog spørgsmål stat sted stemme sten stilling stol stor storm strand strøm student
studie stue stund støj størrelse støtte sum sundhed sygdom syge syn system sø søger søgning sølv søn
søndag søster tag tager tal tale tand tank tanke teater tegn tekst telefon tema tid tiltag time ting
tjeneste tog tolk torv trafik tro tryg tryghed tryk træ træning tur turist tyv uddannelse udtryk
udvalg udvikling uge ulykke undersøgelse undervisning ungdom univers universitet vaccine vagt valg
vand vane vare varme vej vejr verden vest vind vinter virksomhed visning voksen vold vuggestue væg
vægt værdi værk værksted værktøj værn våben ytring ø øje økonomi øl øst åbning år åre
"""
