//! The words that are looked for. `улиц*` may go on in any way, `брат-` with a case ending, others stand as they are.
//!
//! They were written from general knowledge; no native speaker has read them.

use super::lexicon::*;
use super::{Kind, Language};

/// Given names that may also begin a sentence. Those that are common words as well (Вера, Hope, Luz) are left out: within
/// a sentence their capital is enough.
pub const GIVEN: &str = "\
    Айгүл Айгуль Айгерім Айгерим Айдана Айдар Айдос Айжан Айнұр Айнур Айсұлу Айсулу Ақмарал Әлия Алия Альмира Әлішер Алишер \
    Алтынай Аманжол Арайлым Арман Асан Асель Әсел Асқар Аскар Асхат Әсем Бақыт Бахыт Бақытжан Бахытжан Балжан Бауыржан \
    Бауржан Бейбіт Бейбит Берік Берик Болат Бекзат Бекболат Ғалия Ғалым Галым Гүлнар Гүлнара Гульнар Гульнара Гүлмира \
    Гульмира Гүлжан Гульжан Гүлсім Дамир Дана Данияр Дархан Дәулет Даулет Дәурен Даурен Динара Дінмұхамед Диас Ділназ \
    Досжан Ербол Ерболат Ерғали Ержан Ерлан Ермек Ерік Ерик Есен Жанар Жанара Жанат Жанболат Жандос Жанна Жансая Жұлдыз \
    Жулдыз Зарина Зәуре Зауре Зейнеп Зухра Кайрат Қайрат Камила Қанат Канат Қарлығаш Қасым Касым Қуаныш Куаныш \
    Қуат Ләззат Ляззат Лаура Мадина Мәдина Мақсат Максат Манас Марат Марал Мәриям Марьям Мейрам Меруерт Мұрат Мурат \
    Мұхтар Мухтар Мұхамед Мухамед Назгүл Назгуль Назым Нұрбол Нурбол Нұрғали Нұрлан Нурлан Нұржан Нуржан Нұрсұлтан \
    Нурсултан Олжас Оралбек Ораз Рабиға Райхан Рашид Рүстем Рустем Рустам Сабина Сабыр Салтанат Самат Санжар \
    Сапар Сара Сәуле Сауле Серік Серик Серікбол Талғат Талгат Тимур Темір Тоқтар Төлеген Толеген Ұлжан Үміт Умит Фарида \
    Хадиша Шынар Шинар Шолпан Шыңғыс Чингиз Ыбырай Ілияс Ильяс Тимофей Аружан Арухан Мирас Әділ Адиль \
    Александр Алексей Алена Анастасия Анатолий Андрей Анна Антон Антонина Арсений Артем Богдан Борис Вадим Валентин \
    Валентина Валерий Варвара Василий Василиса Виктор Виктория Виталий Владимир Владислав Вячеслав Галина Геннадий \
    Георгий Григорий Дарья Денис Дмитрий Евгений Евгения Екатерина Елена Елизавета Ефим Захар Зинаида Зоя Иван \
    Игорь Илья Инна Ирина Каролина Кирилл Клавдия Константин Ксения Лариса Леонид Лидия Лилия Людмила Маргарита Марина \
    Мария Марья Матвей Михаил Наталья Наталия Никита Николай Нина Оксана Олег Олеся Ольга Павел Павл Петр Полина Прохор \
    Раиса Родион Роман Руслан Савелий Светлана Семен Сергей Серафим Софья София Станислав Степан Тамара Тарас Татьяна \
    Федор Эльвира Эльмира Эдуард Юлия Юрий Яков Ярослав Саша Маша Даша Наташа Сережа Коля Вася Оля Катя Таня Дима Миша \
    Лена Аня Юля Лёша Петя Витя Вова Гена Игнат Тихон Фатима Халил \
    Aigul Aigerim Aidar Aidana Aizhan Ainur Aliya Alisher Altynai Arman Asan Asel Askar Askhat Bakyt Bakytzhan Bauyrzhan \
    Beibit Berik Bolat Botagoz Gulnar Gulnara Gulmira Gulzhan Damir Daniyar Dana Darkhan Daulet Dauren Dinara Dinmukhamed \
    Erbol Erlan Yerbol Yerlan Yerzhan Yermek Yerkebulan Kairat Qairat Kanat Qanat Kuanysh Lyazzat Madina Maksat Marat \
    Meruert Murat Mukhtar Nazgul Nazym Nurbol Nurlan Nurzhan Nursultan Oralbek Raikhan Rashid Rustem Rustam Sabina \
    Saltanat Samat Sanzhar Saule Serik Talgat Timur Tolegen Zarina Zhanar Zhanna Zhanbolat Zhandos Zhuldyz Zukhra Sholpan \
    Shyngys Olzhas Ilyas Ilya Ivan Sergei Sergey Dmitry Dmitri Alexei Andrei Andrey Mikhail Nikolai Oleg Olga Natalia \
    Natasha Irina Svetlana Tatiana Yekaterina Yelena Yulia Yuri Vladimir Viktor Boris Igor Pavel Fatima Ahmed Ahmad Ali \
    Hassan Hussein Ibrahim Khalid Mohammed Muhammad Mohamed Mustafa Omar Yusuf Amina Aisha Layla Zainab \
    Adam Alan Albert Alex Alexander Alice Amanda Amy Andrew Angela Ann Anna Anne Anthony Arthur Barbara Ben Benjamin \
    Bertram Brian Carl Carol Caroline Catherine Charles Charlotte Chris Christine Christopher Clara Daniel David Deborah \
    Dennis Diana Donald Donna Dorothy Edward Eleanor Elizabeth Ellen Emily Emma Eric Ethan Evelyn Fiona Florence \
    George Gerald Gordon Hannah Harold Harry Helen Henry Howard Hugh Ian Isaac Jack Jacob James Jane Janet Jason Jean \
    Jennifer Jeremy Jessica Joan John Jonathan Joseph Joshua Joyce Judith Julia Julie Karen Katherine Kathleen Keith Kelly \
    Kenneth Kevin Laura Lawrence Leonard Lewis Linda Lisa Louise Lucy Luke Margaret Maria Marie Martha Martin Mary \
    Matthew Maureen Michael Michelle Mike Monica Nancy Nathan Neil Nicholas Nicole Nigel Nora Oliver Olivia Oscar Pamela \
    Patricia Patrick Paul Pauline Peter Philip Rachel Ralph Raymond Rebecca Richard Robert Robin Roger Ronald Rosemary Roy \
    Russell Ruth Ryan Samantha Samuel Sandra Sarah Sean Sharon Sheila Simon Sophie Stanley Stephanie Stephen Steven Stuart \
    Susan Sylvia Tamsin Teresa Terry Theresa Thomas Timothy Tom Tony Tracy Valerie Vanessa Victor Victoria Vincent \
    Virginia Walter Wendy William Yvonne \
    Adriana Agustín Alberto Alejandra Alejandro Alfonso Alfredo Alicia Álvaro Amalia Ana Andrea Andrés Ángel Anselmo \
    Antonia Antonio Armando Arturo Beatriz Benito Bernardo Blanca Bruno Camila Carla Carlos Carmen Carolina Catalina Cecilia \
    César Claudia Cristina Cristóbal Daniela Diego Domingo Eduardo Elena Elvira Emilia Emilio Enrique Ernesto \
    Esteban Esther Eugenia Eva Federico Felipe Fernanda Fernando Francisca Francisco Gabriel Gabriela Gerardo Gilberto \
    Gonzalo Graciela Guadalupe Guillermo Gustavo Héctor Hernán Hugo Ignacio Inés Irene Isabel Iván Jaime Javier \
    Jesús Jimena Joaquín Jorge José Josefa Juan Juana Julián Julio Leonardo Leticia Lorena Lorenzo Lucía Luis Luisa Manuel \
    Manuela Marcela Marcelo Marcos Margarita Mariana Mariano Mario Marta Martín Mateo Matías Mauricio Miguel Mónica \
    Natalia Nicolás Norma Orlando Pablo Patricio Pedro Pilar Rafael Ramiro Ramón Raquel Raúl Ricardo Roberto \
    Rocío Rodrigo Rogelio Rosario Rubén Salvador Santiago Sebastián Sergio Silvia Sofía Susana Tomás Valentina \
    Verónica Vicente Víctor Ximena Yolanda";

/// Looked for in each of the four languages: people write a street or an office in the language of the place.
pub const EVERYWHERE: &[(Classes, &str)] = &[
    (NOT_NAME, CALENDAR),
    (NOT_NAME, PLACES),
    (NOT_NAME, PEOPLES),
    (NOT_NAME, OTHERS),
    (
        PUBLIC,
        "Tokayev* Tokaev* Токаев- Тоқаев* Nazarbayev* Nazarbaev* Назарбаев* Putin Putin's Путин- Lukashenko* Лукашенк* \
        Zelensky* Zelenskyy* Зеленск* Trump Trump's Трамп- Biden Biden's Байден- Maduro* Мадуро Kadyrov* Кадыров- Stalin Сталин- \
        Lenin Franco Castro Chávez Bukele Milei Mirziyoyev* Japarov* Aliyev* Erdogan*",
    ),
    (
        TITLE,
        "mr mrs ms miss dr prof professor inspector sergeant captain major colonel lieutenant officer sir madam father \
        sister uncle aunt sheikh comrade judge \
        г-н г-на г-ну г-ном г-жа г-жи г-же г-жу господин- госпож- гражданин- гражданк- товарищ- майор- капитан- полковник- \
        лейтенант- сержант- подполковник- прапорщик- следовател* дознавател* судья судьи судье судью судьей прокурор- доктор- \
        тетя тети тете тетю дядя дяди дяде дядю баба дед участков* \
        мырза ханым апай* ағай* аға көке ақсақал* тәте тергеуш* сот \
        sr sra srta dr dra don doña señor señora señorita doctor doctora inspector inspectora sargento capitán comandante \
        teniente coronel cabo juez jueza fiscal padre sor tío tía licenciado licenciada ingeniero ingeniera profesor profesora",
    ),
    (PARTICLE, "de del la las los van von der bin ibn al el y da di"),
    (
        STREET_FIRST,
        "улиц* ул проспект* просп переулк* переулок бульвар* бул шоссе площад* набережн* микрорайон* мкр \
        посел- посёлк- поселок село села селе селом сел деревн- деревен аул- хутор- станиц- \
        calle calles c avenida av avda plaza plazuela paseo carrera camino callejón barrio colonia urbanización glorieta jirón \
        ",
    ),
    (
        STREET_LAST,
        "street streets st avenue ave road rd lane drive boulevard blvd square highway alley terrace embankment \
        microdistrict crescent microraion village \
        улиц* проспект* переулк* переулок бульвар* шоссе площад* набережн* микрорайон* \
        көшесі* көшелер* көш даңғыл* шағынаудан* ықшамаудан* мөлтекаудан* алаңы* ауылы* ауылын* кенті* тұйығы*",
    ),
    (HOUSE, "house building дом- д үй* корпус- подъезд- portal bloque edificio escalera"),
    (
        FLAT,
        "flat apartment apt room кв квартир- кабинет- комнат- камер- пәтер* бөлме* бөлмесі* piso apartamento apto depto \
        departamento habitación puerta celda",
    ),
    (
        INSTITUTION,
        "school college university hospital clinic kindergarten factory plant bakery institute academy polyclinic \
        school's hospital's lyceum gymnasium church mosque company bank café cafe restaurant hotel \
        школ- лице- гимнази- больниц- поликлиник- детсад- садик- завод- фабрик- шахт- университет- институт- академи- колледж- \
        роддом- магазин- кафе тоо ооо ип банк- рудник- кафедр- факультет- отель ресторан- \
        мектеп* мектеб* лицей* гимназия* аурухана* емхана* балабақша* зауыт* зауыд* фабрика* шахта* университет* институт* \
        академия* колледж* жшс дүкен* кафе* банк* дәмхана* \
        escuela colegio instituto universidad hospital clínica guardería fábrica empresa liceo academia banco restaurante hotel \
        iglesia parroquia taller panadería",
    ),
    (
        DOCUMENT,
        "passport id iin ssn badge license licence card number phone tel telephone паспорт- удостоверени- иин инн \
        снилс жетон- карт- номер- телефон- тел жсн төлқұжат* куәлі* нөмір* карта* телефон* pasaporte dni nie cédula \
        curp rut cuil tarjeta número teléfono tlf móvil carnet",
    ),
    (PLATE, "plate plates registration госномер- номер- гос нөмір* matrícula placa placas patente"),
    (
        COUNTED,
        "people persons tenge dollars euros roubles rubles pounds usd kzt eur теңге* тенге доллар* евро рубл* руб человек \
        людей тысяч* млн адам* доллар* euros pesos dólares soles personas km км shekels hryvnia",
    ),
];

const CALENDAR: &str = "monday* tuesday* wednesday* thursday* friday* saturday* sunday* january february march april may june july \
    august september october november december easter christmas ramadan nauryz new year year's day eve \
    понедельник- вторник- сред- четверг- пятниц- суббот- воскресень- январ- феврал- март- апрел- май ма- июн- июл- август- \
    сентябр- октябр- ноябр- декабр- рождеств- пасх- \
    дүйсенбі* сейсенбі* сәрсенбі* бейсенбі* жұма* сенбі* жексенбі* қаңтар* ақпан* наурыз* сәуір* мамыр* маусым* шілде* тамыз* \
    қыркүйек* қазан* қараша* желтоқсан* ораза* құрбан* ноябрь* \
    lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre \
    noviembre diciembre navidad pascua semana";

/// Countries, and cities so large that they single nobody out.
const PLACES: &str = "kazakhstan* almaty* astana* nur-sultan shymkent* karaganda* qaraghandy aktobe* atyrau* aktau* zhanaozen* \
    russia* moscow* ukraine* kyiv* kiev* belarus* minsk* uzbekistan* tashkent* kyrgyzstan* bishkek* china* beijing* europe* asia* \
    america* africa* spain* madrid* barcelona* mexico* london* england* britain* germany* berlin* france* paris* turkey* istanbul* \
    poland* warsaw* georgia* tbilisi* usa uk ussr eu un soviet republic western eastern northern southern west east north south \
    central union federation kingdom states united washington* york* geneva* vienna rome athens \
    canada* india* pakistan* afghanistan* iran* iraq* syria* israel* palestine gaza jerusalem lebanon jordan egypt* libya sudan \
    ethiopia kenya nigeria ghana morocco algeria tunisia japan* tokyo korea* vietnam thailand myanmar indonesia malaysia \
    philippines australia* ireland* scotland wales italy* switzerland* austria* sweden* norway* denmark finland* estonia latvia \
    lithuania moldova* romania bulgaria serbia croatia hungary* czechia slovakia slovenia bosnia kosovo albania greece* cyprus \
    belgium netherlands holland portugal* brazil* argentina* chile* peru* bolivia* colombia* venezuela* ecuador* cuba* haiti \
    armenia* azerbaijan* tajikistan* turkmenistan* mongolia* siberia crimea donbas caucasus \
    казахстан- алматы алма-ат- астан- нур-султан- шымкент- караганд- актоб- атырау актау жанаозен- росси- москв- \
    санкт-петербург- петербург- украин- киев- беларус* минск- узбекистан- ташкент- кыргызстан- бишкек- кита- пекин- европ- ази- \
    америк- африк- испани- лондон- герман* берлин- франци- париж- турци- стамбул- польш- варшав- грузи- тбилиси сша ссср рф \
    канад- инди- пакистан- афганистан- иран- ирак- сири- израил- палестин- газа иерусалим- египет- египт- япони- коре- \
    австрали- ирланди- итали- швейцари- австри- швеци- норвеги- финлянди- эстони- латви- литв- молдов- румыни- болгари- серби- \
    венгри- чехи- греци- кипр- португали- бразили- армени- азербайджан- таджикистан- туркменистан- монголи- сибир- крым- донбасс- \
    кавказ- узбекистан- республик- союз- федераци- \
    қазақстан* алматы* астана* шымкент* қарағанды* ақтөбе* атырау* ақтау* жаңаөзен* ресей* мәскеу* украина* киев* беларусь* \
    өзбекстан* ташкент* қырғызстан* бішкек* қытай* еуропа* азия* америка* түркия* испания* лондон* германия* республика* тараз* \
    семей* орал* талдықорған* павлодар* көкшетау* қостанай* түркістан* қызылорда* \
    españa europa américa méxico bogotá colombia perú lima venezuela caracas argentina chile bolivia ecuador quito cuba \
    habana nicaragua managua guatemala honduras salvador rusia moscú ucrania kiev kazajistán kazajstán londres parís alemania \
    francia valencia sevilla estados unidos buenos aires";

const PEOPLES: &str = "kazakh* russian* ukrainian* uzbek* kyrgyz* uighur* uyghur* tatar* chechen* chinese english german* american* \
    european* british french spanish turkish muslim* christian* orthodox jewish jew jews islam* islamic soviet asian* african* \
    arab* arabic latin god allah qur'an koran bible";

const OTHERS: &str = "i i'm i'd i've i'll internet telegram* whatsapp* facebook* instagram* youtube* google* twitter* tiktok* \
    signal iphone* samsung toyota lada gazelle kalashnikov molotov ministry ministers government parliament state national guard \
    army police president's president prime minister constitution court supreme security service committee party nur otan amanat \
    reuters bbc cnn tv knb omon sobr csto odkb osce nato who fsb un akimat state internal affairs interior department human \
    rights watch amnesty international association council general prosecutor ok covid covid-19 red cross world war second \
    kalashnikovs reuters/mariya god lord motherland homeland fatherland dear mum mom dad mama papa grandma grandpa \
    вы вас вам вами ваш* интернет- телеграм* ватсап* фейсбук* инстаграм* ютуб* кнб омон* собр* одкб осце обсе нато фсб мвд двд ровд увд \
    министерств- национальн* верховн* суд- конституци- парламент- президент- правительств- бог- господ* аллах* коран* аминь \
    газел- тойот- камаз- жигул- лад- калашников- великой отечественной войн- первой второй главн* генеральн* прокуратур- \
    департамент- управлени- комитет- красн* крест- новый новым нового год- \
    ұлттық ұлан* кнб ұқк іім омон* президент* үкімет* парламент* мәжіліс* сенат* жоғарғы сот* конституция* құдай* алла* \
    интернет* телеграм* ватсап* фейсбук* инстаграм* сіз* нұр отан* аманат* құран* тойота* камаз* бас прокуратура* жаңа жыл* \
    ұлы отан соғыс* халық* қауіпсіздік* комитет* \
    dios ministerio gobierno parlamento presidente presidenta guardia nacional civil policía ejército estado tribunal supremo \
    constitución corte fiscalía onu ue oea otan internet cruz roja amnistía internacional señor alá corán biblia interior \
    defensa justicia partido congreso senado derechos humanos federal municipal local república iglesia";

/// Particular to a language: kin, roles, numbers, words at which a clause ends, common words at the start of sentences.
pub fn of(language: Language) -> &'static [(Classes, &'static str)] {
    match language {
        Language::English => &[
            (
                KIN,
                "brother brothers sister sisters mother father mum mom mam dad parents parent husband wife son sons daughter \
                daughters child children kid kids baby uncle aunt auntie cousin cousins nephew nephews niece nieces \
                grandmother grandfather grandma grandpa granny grandson granddaughter grandchildren grandparents in-law \
                brother-in-law sister-in-law mother-in-law father-in-law son-in-law daughter-in-law stepfather stepmother \
                stepson stepdaughter fiancé fiancée boyfriend girlfriend partner spouse twin twins neighbour neighbor \
                neighbours neighbors roommate flatmate classmate classmates godmother godfather relatives family",
            ),
            (
                ROLE,
                "teacher doctor nurse lawyer architect engineer journalist student driver taxi-driver builder miner \
                pharmacist accountant programmer developer electrician mechanic welder cook chef baker waiter waitress \
                librarian professor lecturer paramedic surgeon dentist midwife cleaner guard watchman cashier seller \
                shopkeeper farmer fisherman soldier conscript officer policeman policewoman clerk translator interpreter \
                photographer cameraman artist musician singer actor actress activist priest imam pastor businessman \
                businesswoman economist scientist chemist biologist geologist physicist psychologist hairdresser tailor \
                seamstress carpenter plumber pilot sailor firefighter firefighter's fireman vet veterinarian coach trainer \
                editor reporter writer poet judge prosecutor notary deputy manager director secretary operator courier \
                pensioner volunteer anaesthetist physiotherapist bricklayer locksmith tractor-driver headteacher principal",
            ),
            (
                NUMBER,
                "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
                seventeen eighteen nineteen twenty* thirty* forty* fifty* sixty* seventy* eighty* ninety*",
            ),
            (
                AGED,
                "year-old years-old year-olds thirteen-year-old fourteen-year-old fifteen-year-old sixteen-year-old \
                seventeen-year-old eighteen-year-old nineteen-year-old",
            ),
            (
                CLAUSE,
                "and but when while because so since who that which if then or as after before until though although where",
            ),
            (PLACE, "in from near to outside around"),
            (
                COMMON,
                "i the a an and but or so if when while then there this that these those he she it we they you his her our \
                their my its in on at from to for with without of as after before because since until what who whom whose \
                where why how which not no yes all some any many most few each every both one two three four five six seven \
                eight nine ten people nobody somebody someone everyone everybody everything nothing something soldiers police \
                officers men women children today yesterday tomorrow later now again only even just also still perhaps maybe \
                suddenly finally once never always often here out up down over under behind between during through please \
                thank thanks is was were are be been have has had do did does can could will would should may might must let \
                however although though another other others several dear call ask tell write read see listen look well oh ok",
            ),
        ],
        Language::Russian => &[
            (
                KIN,
                "брат- братик- братишк- сестр- сестер сестренк- мама мамы маме маму мамой мам пап- мать матери матерью отец отц- \
                муж- жена жены жене жену женой сын- сынов- сыночк- дочь дочк- дочер- дет- детьми ребенок ребенк- родител- дядя дяди \
                дяде дядю дядей тетя тети тете тетю тетей бабушк- дедушк- дед деда деду дедом внук- внучк- внуч- племянник- \
                племянниц- зят- невестк- снох- свекров- свекр- тещ- тест- шурин- золовк- отчим- мачех- пасынк- падчериц- жених- \
                невест- супруг- близнец- сосед- соседк- соседей одноклассник- одноклассниц- одногруппник- однокурсник- \
                однокурсниц- родственник- родн- семь- кум- крестн*",
            ),
            (
                ROLE,
                "учител- учительниц- врач- медсестр- фельдшер- юрист- адвокат- архитектор- инженер- журналист- журналистк- студент- \
                студентк- водител- таксист- строител- шахтер- фармацевт- аптекар- бухгалтер- программист- электрик- механик- \
                сварщик- повар- пекар- официант- официантк- библиотекар- преподавател- хирург- стоматолог- акушерк- уборщиц- \
                охранник- сторож- кассир- продав* фермер- рыбак- солдат- срочник- офицер- полицейск* переводчик- фотограф- \
                оператор- художник- музыкант- певиц- актер- актрис- активист- активистк- имам- священник- предпринимател- \
                экономист- химик- биолог- геолог- физик- психолог- парикмахер- швея портних- плотник- сантехник- летчик- \
                моряк- пожарн* ветеринар- тренер- редактор- писател- поэт- судья прокурор- нотариус- депутат- менеджер- \
                директор- секретар- курьер- пенсионер- пенсионерк- волонтер- воспитател* нефтяник- слесар- токар- диспетчер- \
                машинист- завуч- санитар- санитарк- нянечк- терапевт- медик- педиатр- школьник- школьниц-",
            ),
            (HOME, RUSSIAN_HOME),
            (
                NUMBER,
                "один одна два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать \
                четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят \
                шестьдесят семьдесят восемьдесят девяносто двое трое четверо пятеро",
            ),
            (
                AGED,
                "летн* пятнадцатилетн* шестнадцатилетн* семнадцатилетн* восемнадцатилетн* девятнадцатилетн* двадцатилетн*",
            ),
            (CLAUSE, "и а но или когда потому что чтобы кто который которая которые если пока где так поэтому хотя"),
            (PLACE, "в во из под близ"),
            (
                COMMON,
                "я мы он она они оно ты это этот эта эти тот та те то и а но или если когда пока потом затем там тут здесь \
                где куда откуда как так что чтобы кто чей какой все всё всех каждый никто ничего кто-то что-то кого вчера сегодня \
                завтра уже еще ещё только даже тоже также может наверное вдруг наконец теперь сейчас после до при для без с со \
                из из-за в во на над под за по о об от к ко у через между перед люди нас нам мне меня мой моя моё мои наш наша \
                наши его её их свой один одна два две три первый был была было были есть нет не ни да вот ведь почему зачем \
                сколько очень много мало полиция солдаты военные он-то прошу спасибо пожалуйста поэтому однако хотя \
                рядом вокруг горожан* служан* прихожан* южан* стахан* царевна во-первых одиннадцать двадцать тридцать около примерно утром днем вечером ночью",
            ),
        ],
        Language::Kazakh => &[
            (AGED, "жас жаста* жасар жасында* жастамын"),
            (CLAUSE, "бірақ сондықтан өйткені содан сосын және ал себебі"),
            (
                COMMON,
                "мен сен ол біз сіз олар бұл осы сол және ал бірақ сондықтан өйткені содан сосын кейін кеше бүгін ертең \
                қазір енді тағы тек әлі сонда онда мұнда қайда қашан неге кім не бәрі барлық ешкім ешқашан әр әркім біреу \
                біреулер адамдар халық полиция сарбаздар бір екі үш төрт бес алты жеті сегіз тоғыз он оны оның олардың оларды \
                бізді бізге біздің маған мені менің менен өзім жоқ иә мүмкін демек алдымен алдында артынан жанында үйде көше \
                көшеде таңертең кешке түнде түн күн күні сағат содан-ақ сол-ақ бірде ертеңіне шамамен болар тергеуші әскер дастархан* дархан* ауылбай",
            ),
        ],
        Language::Spanish => &[
            (
                KIN,
                "hermano hermana hermanos hermanas madre padre mamá papá padres marido esposo esposa mujer hijo hija hijos \
                hijas niño niña bebé tío tía tíos primo prima primos primas sobrino sobrina sobrinos abuelo abuela abuelos \
                nieto nieta nietos suegro suegra cuñado cuñada yerno nuera padrastro madrastra hermanastro hermanastra exmarido exmujer exesposo exesposa exnovio exnovia hijastro hijastra novio novia \
                pareja prometido prometida gemelo gemela vecino vecina vecinos vecinas compadre comadre padrino madrina \
                ahijado ahijada familia parientes viejo vieja",
            ),
            (
                ROLE,
                "maestro maestra profesor profesora médico médica doctor doctora enfermero enfermera abogado abogada \
                arquitecto arquitecta ingeniero ingeniera periodista estudiante chofer chófer conductor conductora taxista \
                albañil minero minera farmacéutico farmacéutica contador contadora contable programador programadora \
                electricista mecánico mecánica soldador cocinero cocinera panadero panadera camarero camarera mesero mesera \
                bibliotecario bibliotecaria paramédico cirujano cirujana dentista partera limpiadora guardia vigilante \
                cajero cajera vendedor vendedora comerciante campesino campesina agricultor pescador soldado policía \
                funcionario funcionaria traductor traductora fotógrafo fotógrafa artista músico cantante actor actriz \
                activista sacerdote cura pastor empresario empresaria economista científico científica químico bióloga \
                biólogo geólogo psicólogo psicóloga peluquero peluquera sastre costurera carpintero fontanero plomero piloto \
                marinero bombero veterinario entrenador editor reportero reportera escritor escritora poeta juez jueza \
                fiscal notario diputado gerente director directora secretario secretaria repartidor jubilado jubilada \
                voluntario voluntaria obrero obrera portero conserje auxiliar",
            ),
            (
                NUMBER,
                "un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
                diecisiete dieciocho diecinueve veinte veintiún veinti* treinta cuarenta cincuenta sesenta setenta ochenta noventa",
            ),
            (CLAUSE, "y e pero cuando mientras porque que quien si donde aunque o pues así desde"),
            (PLACE, "en desde hacia a de"),
            (
                COMMON,
                "el la los las lo un una unos unas y o pero si cuando mientras entonces luego después antes ayer hoy mañana \
                ahora aquí allí ahí este esta estos estas ese esa eso esto aquel aquella él ella ellos ellas nosotros yo tú \
                usted ustedes me te se nos le les mi mis tu su sus nuestro nuestra en de del al a con sin por para desde hasta \
                hacia entre sobre tras durante según como qué que quién dónde cuándo cómo por no ni sí también tampoco ya aún \
                todavía solo sólo muy más menos todo todos toda todas nadie nada alguien algo cada otro otra otros muchos pocos \
                algunos dos tres cuatro hay había era eran fue fueron estaba estaban soy tengo vi oí nunca siempre quizá quizás \
                tal vez gente policía soldados además aunque porque así hace dijo dijeron gracias llámeme escríbame escriba",
            ),
        ],
    }
}

/// Kazakh kin, before "my": әке|м, ұл|ым.
pub const KAZAKH_KIN: &str = "әке- ана- шеше- аға- апа- әпке- іні- қарындас- сіңлі- ұл- қыз- бала- күйеу- әйел- жұбай- жар- \
    келін- күйеубала- немере- жиен- ата- әже- нағашы- жезде- жеңге- бөле- қайынене- қайын- балдыз- туыс- туған- бауыр- көрші- \
    сыныптас- курстас- құда- құдаша- ата-ана- отбасы- егіз-";
/// Kazakh roles, before "I am": мұғалім|мін.
pub const KAZAKH_ROLES: &str = "мұғалім- дәрігер- медбике- мейірбике- заңгер- адвокат- сәулетші- инженер- журналист- студент- \
    жүргізуші- таксист- құрылысшы- шахтер- кенші- фармацевт- дәріханашы- есепші- бухгалтер- программист- бағдарламашы- \
    электрик- механик- дәнекерлеуші- аспаз- наубайшы- даяшы- кітапханашы- оқытушы- хирург- стоматолог- тазалаушы- күзетші- \
    кассир- сатушы- фермер- балықшы- сарбаз- офицер- аудармашы- фотограф- оператор- суретші- әнші- актер- белсенді- имам- \
    кәсіпкер- экономист- ғалым- химик- геолог- психолог- шаштараз- тігінші- слесарь- ұшқыш- өрт_сөндіруші- мал_дәрігері- \
    жаттықтырушы- редактор- жазушы- ақын- прокурор- нотариус- депутат- менеджер- директор- хатшы- зейнеткер- ерікті- \
    тәрбиеші- мұнайшы- жұмысшы- оқушы- малшы- қойшы- диспетчер-";
pub const KAZAKH_NUMBERS: &str = "бір- екі- үш- төрт- бес- алты- жеті- сегіз- тоғыз- он- жиырма- отыз- қырық- елу- алпыс- жетпіс- \
    сексен- тоқсан-";
pub const KAZAKH_AM: &str = "мын мін бын бін пын пін едім боламын болатынмын імін ымын сымын сімін";
pub const KAZAKH_PLURALS: &str = "0 лар лер дар дер тар тер";
pub const KAZAKH_POSSESSIVES: &str = "0 ы і сы сі ым ім м ың ің ң";
pub const KAZAKH_MINE: &str = "м ым ім";
pub const KAZAKH_OUR: &str = "0 ыз із";
pub const KAZAKH_CASES: &str = "0 ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан ден \
    тан тен нан нен мен бен пен дікі тікі нікі дағы дегі тағы тегі ндағы ндегі";
pub const RUSSIAN_ENDINGS: &str = "а я о е и ы у ю ь й ой ей ою ею ом ем ам ям ами ями ах ях ов ев ий ья ью ье ьи ьев ьей ьям ьями \
    ьях иям ия ию ии ией иями ый ого ему ому ым им их ых ыми ими ая ую ое ые ок овья овей овьям ец";

/// Ends of words that are names alone, in their cases: patronymics, and surnames that few words end like.
pub const NAME_ENDS: &str = "ович овича овичу овичем овиче евич евича евичу евичем евиче овна овны овне овну евна евны евне евну \
    инична иничны иничне иничну баев баева баеву баевым баевой беков бекова бекову бековым бековой жанов жанова жановой \
    ханов ханова галиев галиева мбетов мбетова енко швили оглы \
    ovich evich ovna evna uly ulu kyzy qyzy oglu bekov bayev baev bekova bayeva ayev eyev ayeva eyeva enko shvili";
/// Ends of Kazakh names, before a case ending.
pub const KAZAKH_TAILS: &str = "ұлы қызы бек жан хан гүл бике бай нұр мұрат сұлтан ғали";

/// What surrounds words that point to a person. `a|b` either; `a?` or nothing; `a*` and whatever follows; `$kin`, `$role`,
/// `$number`, `$aged`, `$home` a word of that list; `$year` four digits; `_` any word; `,` a comma may stand here, `,,` it
/// does; `$end` at the end asks that the clause ends; `<` at the start and `>` at the end reach to the
/// end of the clause; `#` at the end asks for a digit; `-a|b` at the start asks that none of these stands before it.
pub fn patterns(language: Language) -> &'static [(Kind, &'static [&'static str])] {
    match language {
        Language::English => &[
            (
                Kind::Kin,
                &[
                    "my _? _? $kin in-law?",
                    "my _? $kin $kin",
                    "i am|was|i'm the|a? $kin|widow|widower of >",
                    "the? $kin of my $kin",
                    "our _? _? neighbour|neighbor|neighbours|neighbors|mother|father|mum|mom|dad|parents|son|daughter|baby|boy|girl|uncle|aunt|grandmother|grandfather|cousin|roommate|flatmate|classmate",
                    "a|an $kin of mine",
                    "i have|had a|an|one|$number _? $kin",
                    "-the|a|his|her|their|your|dear|oh mum|mom|dad|grandma|grandpa",
                ],
            ),
            (
                Kind::OnlyOne,
                &[
                    "i am|was|were|be|being the only|last|first _? one|woman|man|girl|boy|person|witness|survivor|kazakh|foreigner|$role who|that|in|there|from|to?",
                    "i'm the only|last|first _? one|woman|man|girl|boy|person|witness|survivor|$role who|that|in|there|from|to?",
                    "the only one|woman|man|girl|boy|person|witness|survivor who|that|in|there|left",
                    "the only $role",
                    "i am|was the last|first to",
                    "only i|me knew|know|saw|heard|had|have|was|could",
                    "i alone knew|know|saw|heard|had|have|was|could",
                    "no|nobody one? else , knew|knows|saw|heard|has|had|survived",
                    "nobody|none|no one? but|except me",
                    "except|besides for? me",
                ],
            ),
            (
                Kind::Age,
                &[
                    "-about|around|maybe|perhaps|some|nearly|almost|looked|or|than|for|over i|he|she am|was|is|turned|be only|just|then|still|now? $number $number? years old?",
                    "-about|around|maybe|perhaps|some|nearly|almost|looked|or|than|for|over i|he|she am|was|is|turned|be only|just|then|still|now? $number $number? $end",
                    "-about|around|maybe|perhaps|some|nearly|almost|looked|or|than|over i'm|he's|she's only|just|still? $number $number? years old?",
                    "-about|around|maybe|perhaps|some|nearly|almost|looked|or|than|over i'm|he's|she's only|just|still? $number $number? $end",
                    "-about|around|maybe|perhaps|some|nearly|almost|or|than|over $number years old",
                    "$number year|years of age",
                    "$aged",
                    "aged|age $number",
                    "my|his|her $number birthday",
                    "born on|in > #",
                    "date of birth >",
                ],
            ),
            (
                Kind::Work,
                &[
                    "i used? to? work|worked|works at|in|for|as|on >",
                    "i have|had|am|was|had|i've|'ve been? working|worked at|in|for|as|on >",
                    "i'm|i've working|worked at|in|for|as|on >",
                    "i teach|taught|study|studied >",
                    "i run|own|manage|drive|drove a|an|the >",
                    "i serve|served in|with|as|on >",
                    "i have|had been teaching|studying|driving >",
                    "i was|am studying|teaching >",
                    "i am|was|became a|an|the _? _? $role",
                    "i am|was|became a|an|the? _? _? $role at|in|for|of >",
                    "i'm a|an|the? _? _? $role at|in|for|of >",
                    "i'm a|an|the _? _? $role",
                    "i ,, a|an|the _? _? $role",
                    "i ,, _ _? $role",
                    "as a|an _? $role i",
                    "i|i've|i'd _? been? a|an _? $role",
                    "a|an $role at|in|for the|our|a >",
                    "my|our _? boss|manager|colleague|colleagues|coworker|coworkers|co-worker|supervisor|foreman|employer|students|pupils|patients|class|clients|office|unit|brigade|shift|shop|workshop|department|headmaster|dean",
                    "my job at|as >",
                    "where i work|worked|study|studied|teach",
                ],
            ),
            (
                Kind::Address,
                &[
                    "i|we _? live|lived|stay|stayed in|at|on|near|opposite|next|behind|across|above|by >",
                    "my|our house|flat|apartment|building|home is|was|stands in|at|on|near|opposite|next|behind|across >",
                    "my|our|home? address is >",
                ],
            ),
            (Kind::Name, &["my|his|her full|first|last? name|surname|nickname is|was _ _?"]),
        ],
        Language::Russian => &[
            (
                Kind::Kin,
                &[
                    "мой|моя|мое|мои|моего|моей|моих|моему|моим|моими|мою|моем _? _? $kin",
                    "наш|наша|нашего|нашей|нашему|нашим|нашу _? _? сосед*|соседк*|мам*|мать|матери|отец|отц*|сын*|доч*|бабушк*|дед*|дяд*|тет*|одноклассни*",
                    "$kin моего|моей|моих _? $kin",
                    "$kin мой|моя|мои|моего|моей|моих|мою",
                    "у меня|нас есть|был|была|было|были|осталась|остался|остались|осталось? _? $kin",
                    "я с|со $kin",
                    "-его|ее|их|чья|чей|чьих|ваш|ваша|вашей|ваших|чужой|звал|звала|братья|материнская|каждой|каждая|чьей|стояла|стоял|сидела $home",
                ],
            ),
            (
                Kind::OnlyOne,
                &[
                    "я? был|была|быть|оказался|оказалась|стал|стала? единственный|единственная|единственным|единственной|единственного|единственную|единственному , кто|кого|который|которая|человек*|свидетел*|женщин*|мужчин*|девушк*|парень|из|в|$role кто?",
                    "я был|была? единственный|единственная|единственным|единственной",
                    "кроме меня",
                    "только я знал|знала|знаю|видел|видела|мог|могла|остался|осталась|слышал|слышала",
                    "я один|одна знал|знала|знаю|видел|видела|мог|могла|остался|осталась|слышал|слышала|из|на|в",
                    "я последний|последняя|последним|последней|первый|первая|первым|первой , кто|из",
                ],
            ),
            (
                Kind::Age,
                &[
                    "мне|ему|ей|им|нам было|исполнилось|тогда|всего|только|сейчас|уже|тогда? было? $number $number? год|года|лет",
                    "было|исполнилось|исполнится всего|только|уже? $number $number? год|года|лет $end",
                    "$number $number? год|года|лет от роду",
                    "родил* > #",
                    "$number год|года|г|годов рождения|р",
                    "$aged",
                    "$year года|г рождения|р",
                    "мне|ему|ей исполнилось|стукнуло $number $number?",
                    "мне $number $number? $end",
                    "в свои $number $number? год|года|лет",
                    "дата рождения >",
                ],
            ),
            (
                Kind::Work,
                &[
                    "-он|она|они|сестра|брат|муж|жена|мама|отец|который|которая|которые|кто я? тогда? работаю|работал|работала|тружусь|служу|служил|служила|вожу|держу|преподаю|преподавал|преподавала|учусь|учился|училась|подрабатываю >",
                    "я бывший|бывшая|сам|сама|простой|простая|обычный|обычная|тогда|был|была? _? $role",
                    "я ,, $role",
                    "я ,, _ _? $role",
                    "по профессии|специальности|образованию я? _? $role",
                    "мой|моя|мои|моего|моей|моих|моему|моим|мою|наш|наша|наши|нашего|нашей начальник*|начальниц*|шеф*|коллег*|сослуживец|сослуживц*|напарник*|директор*|бригадир*|ученик*|учениц*|студент*|пациент*|сотрудник*|класс*|бригад*|смен*|кафедр*|клиент*|декан*|часть|взвод|рота",
                    "коллега|коллеги|коллегой с? по? работы|работе",
                ],
            ),
            (
                Kind::Address,
                &[
                    "я|мы|я-то живу|живем|жил|жила|жили >",
                    "живу|живем в|на|возле|рядом|напротив|у >",
                    "мой|наш дом|подъезд|двор|адрес >",
                    "на углу >",
                ],
            ),
            (Kind::Name, &["меня|его|ее зовут|звали|зовут _ _?", "по имени|фамилии|кличке|прозвищу _"]),
        ],
        Language::Kazakh => &[
            (
                Kind::Kin,
                &[
                    "менің? $kin",
                    "менің? $number ұлым|қызым|балам|бала|ұл|қыз|інім|ағам бар",
                    "біздің көрші*",
                    "_ ұлымын|қызымын|баласымын|келінімін|інісімін|әйелімін",
                ],
            ),
            (
                Kind::OnlyOne,
                &[
                    "жалғыз мен|менмін|өзім|куә|куәгер|адам|әйел|дәрігер менмін|мен?",
                    "жалғызбын|жалғыз",
                    "бірден-бір",
                    "менен басқа|өзге ешкім*|адам?",
                    "тек|тек-ақ қана? мен|өзім",
                    "мен|өзім ғана",
                    "соңғы|бірінші болып мен|менмін",
                ],
            ),
            (
                Kind::Age,
                &[
                    "жасым|жасы|жасымыз $number $number?",
                    "$number $number? жасқа толдым|толған|толды|келдім|келген",
                    "-шамамен|шамасында $number $number? жаста*|жасар|жастамын|жасында*",
                    "< туған|туғанмын|туылған|туылғанмын|туылдым #",
                    "< дүниеге келдім|келген|келгенмін #",
                ],
            ),
            (
                Kind::Work,
                &[
                    "< жұмыс істеймін|істедім|істейтінмін|істегенмін|істеп|істейміз",
                    "< болып істеймін|істедім|істейтінмін|істегенмін|істеп",
                    "< істеймін|істейтінмін|істегенмін",
                    "< қызмет еттім|етемін|етіп|еткенмін",
                    "< сабақ беремін|берем|бердім|беретінмін",
                    "< оқимын|оқыдым|оқитынмын",
                    "мен? _? $role",
                    "бастығым*|бастығымыз*|әріптесім*|әріптестерім*|директорымыз*|ұжымымыз*|шәкірттерім*|бригадиріміз*|ауысымымыз*",
                    "менің|біздің оқушы*|студент*|әріптес*|бастығ*|бастық*|шәкірт*|науқас*|ұжым*|сынып*|директор*|бөлім*",
                ],
            ),
            (Kind::Address, &["< тұрамын|тұрамыз|тұрғанмын|тұратынмын|тұратынмын", "біздің|менің үй|үйім|үйіміз >"]),
            (Kind::Name, &["менің? атым|есімім|аты-жөнім _ _?", "_ есімді|атты|деген жігіт|қыз|кісі|адам|әйел"]),
        ],
        Language::Spanish => &[
            (
                Kind::Kin,
                &[
                    "mi|mis $number? _? $kin político|política?",
                    "nuestro|nuestra _? vecino|vecina|madre|padre|hijo|hija|abuelo|abuela|tío|tía|bebé",
                    "el|la|los|las? $kin de mi|mis $kin",
                    "soy|era el|la? $kin|viuda|viudo de|del >",
                    "un|una $kin mío|mía",
                    "-la|el|su|tu|una|un mamá|papá",
                    "tengo|tenía|tenemos un|una|$number _? $kin",
                ],
            ),
            (
                Kind::OnlyOne,
                &[
                    "soy|fui|era|siendo|ser|yo el|la única|único|última|último|primera|primero que|mujer|hombre|persona|testigo|en|de|sobreviviente|superviviente|$role que?",
                    "el|la único|única que|mujer|hombre|persona|testigo|sobreviviente|superviviente que?",
                    "solo|solamente|únicamente yo",
                    "nadie más? que|excepto|salvo yo",
                    "menos|excepto|salvo yo",
                    "fui|soy el|la única|único",
                ],
            ),
            (
                Kind::Age,
                &[
                    "-unos|unas|casi|aproximadamente|quizá|hace tengo|tiene|tenía|cumplí|cumplió|tener|teniendo $number y? $number? años",
                    "de $number y? $number? años edad?",
                    "a mis|sus|los $number y? $number? años",
                    "nací|nació|nacido|nacida > #",
                    "cumplí $number y? $number?",
                    "fecha de nacimiento >",
                ],
            ),
            (
                Kind::Work,
                &[
                    "trabajo|trabajaba|trabajé|trabajando en|como|de|para|desde >",
                    "he|había trabajado en|como|de|para >",
                    "soy|era|fui una|un|el|la? $role",
                    "soy|era|fui una|un|el|la? $role de|del|en >",
                    "serví|servía|conduzco|manejo|dirijo en|un|una|el|la? >",
                    "yo ,, un|una|el|la _? $role",
                    "yo ,, $role",
                    "como|de $role yo",
                    "yo? enseño|enseñaba|estudio|estudiaba|estudié|imparto|doy >",
                    "de|mi profesión es? $role",
                    "mi|mis|nuestro|nuestra|nuestros jefe|jefa|colega|colegas|compañero|compañera|compañeros|supervisor|supervisora|alumno|alumna|alumnos|alumnas|estudiantes|pacientes|clientes|oficina|turno|empresa|patrón|capataz|clase|taller",
                    "donde trabajo|trabajaba|estudio|estudiaba",
                ],
            ),
            (
                Kind::Address,
                &[
                    "vivo|vivimos|vivía|vivíamos en|cerca|frente|al|a|detrás|encima|junto >",
                    "mi|nuestra casa|dirección|piso|edificio está|es|queda|da >",
                    "esquina de|con >",
                ],
            ),
            (Kind::Name, &["me|se llamo|llama|llamaba _ _?", "mi|su nombre|apellido|apodo es|era _ _?"]),
        ],
    }
}

/// Russian kin that in an account of one's own are one's own without saying so.
const RUSSIAN_HOME: &str = "мама мамы маме маму мамой папа папы папе папу папой муж мужа мужу мужем муже жена жены жене жену женой \
    брат брата брату братом брате сестра сестры сестре сестру сестрой сын сына сыну сыном сыне дочь дочери дочерью дочка дочки дочке \
    дочку дочкой свекровь свекрови теща тещи теще тещу тещей зять зятя зятем невестка невестки племянник племянника племянница";
