/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-reading-table.h"

/* All of it was written for this program. It is read aloud, so it is never translated, and is
 * spelt as people spell: no numerals, no abbreviations. */

/* clang-format off */
const SaReading sa_reading_table[SA_READING_LANGUAGES] = {
  {
    "Chinese",
    {
      "星期天早上，我们沿着河边散步，远处传来小鸟的歌声。",
      "面包师傅打开窗户，送给每个孩子一块热乎乎的面包。",
    },
    {
      "水壶刚刚开始唱歌，就有人敲门了。原来是住在二楼的邻居，袖子上沾着面粉，想问问烤箱怎么用。我们可以一起试试吗？"
      "当然可以！一个小时以后，整个楼道都飘着肉桂的香味，三个孩子坐在台阶上等着。\n"
      "我们把还热着的烤盘端下楼去，直到吃得干干净净，谁也没有说一句话。这时候，最小的孩子轻轻地问，今天是不是谁的生日。"
      "不是，我们说，今天只是星期四。她想了一会儿，舔了舔大拇指上的糖，然后决定，星期四是一个星期里最好的一天。",
    },
  },
  {
    "Chinese,Yue",
    { "星期日朝早，我哋一家人去咗海邊散步，啲風好涼爽，大家都好開心。" },
    {
      "水煲啱啱開始響，就有人敲門。原來係住喺二樓嘅鄰居，衫袖上面有麵粉，想問下個焗爐點用。我哋可唔可以一齊試下呀？"
      "梗係可以啦！一個鐘頭之後，成條樓梯都係肉桂嘅香味，三個細路坐喺梯級度等緊。\n"
      "我哋將仲暖嘅焗盤捧落樓，直到食晒為止，冇人講過一句說話。跟住最細嗰個好細聲咁問，今日係唔係邊個生日呀。"
      "唔係，我哋話，今日只係星期四。佢諗咗一陣，舔咗舔手指公上面嘅糖，然後決定，星期四係成個禮拜最好嘅一日。",
    },
  },
  {
    "English",
    {
      "On Sunday morning we walked along the river, and the whole town was still asleep under a thin blue mist.",
      "The baker opened his window, waved to the children, and gave each of them a warm piece of bread.",
    },
    {
      "The kettle had just begun to sing when somebody knocked. It was the neighbour from the second floor, with flour on "
      "her sleeves and a question about the oven. Could we try it together? Of course we could! An hour later the whole "
      "staircase smelled of cinnamon, and three children sat on the steps, waiting.\n"
      "We carried the tray down, still warm, and nobody said a word until it was empty. Then the youngest asked, very "
      "quietly, whether it was somebody’s birthday. No, we said, it is only Thursday. She thought about that for a while, "
      "licked the sugar from her thumb, and decided that Thursdays were the best days of all.",
      "Our train stopped in the middle of a field, and for a minute nobody minded. Then a man in a grey coat looked at "
      "his watch, sighed, and asked whether anyone knew a good story. An old woman near the window said that she knew "
      "eleven, but only one of them was true. Which one? That, she answered, is for you to find out!\n"
      "She told us about a lighthouse, a lost letter, and a dog that could count to five. By the time the wheels began to "
      "turn again, strangers were sharing apples and arguing about the ending. I never learned which story was the true "
      "one, but I still hope that it was the dog.",
    },
  },
  {
    "Arabic",
    { "في صباح الجمعة مشينا على شاطئ البحر، وكان الهواء منعشًا والسماء صافية." },
    {
      "ما إن بدأ إبريق الشاي يغني حتى طرق أحدهم الباب. كانت جارتنا من الطابق الثاني، وعلى كميها طحين، ولديها سؤال عن "
      "الفرن. هل يمكننا أن نجرب معًا؟ بالطبع يمكننا! وبعد ساعة فاحت رائحة القرفة في الدرج كله، وجلس ثلاثة أطفال على "
      "الدرجات ينتظرون.\n"
      "حملنا الصينية إلى الأسفل وهي ما زالت دافئة، ولم يقل أحد كلمة واحدة حتى فرغت. ثم سألت الصغرى بصوت خافت إن كان "
      "اليوم عيد ميلاد أحد. لا، قلنا لها، إنه يوم الخميس فقط. فكرت قليلًا، ولعقت السكر عن إبهامها، ثم قررت أن يوم "
      "الخميس هو أجمل الأيام كلها.",
    },
  },
  {
    "Russian",
    {
      "В воскресенье утром мы гуляли вдоль реки, и весь город ещё тихо спал под лёгким белым туманом.",
      "Пекарь открыл окно, помахал детям рукой и дал каждому по кусочку тёплого хлеба.",
    },
    {
      "Чайник только начал петь, когда кто-то постучал в дверь. Это была соседка со второго этажа, с мукой на рукавах и "
      "вопросом о духовке. Не попробовать ли нам вместе? Конечно, попробуем! Через час вся лестница пахла корицей, а на "
      "ступеньках сидели и ждали трое детей.\n"
      "Мы снесли вниз ещё тёплый противень, и никто не сказал ни слова, пока он не опустел. Тогда самая младшая тихонько "
      "спросила, не день ли рождения у кого-нибудь. Нет, ответили мы, сегодня просто четверг. Она немного подумала, "
      "слизнула сахар с большого пальца и решила, что четверг — самый лучший день на свете.",
    },
  },
  {
    "Spanish",
    {
      "El domingo por la mañana paseamos junto al río, y todo el pueblo dormía todavía bajo una niebla ligera.",
      "El panadero abrió la ventana, saludó a los niños y le dio a cada uno un trozo de pan caliente.",
    },
    {
      "La tetera acababa de empezar a silbar cuando alguien llamó a la puerta. Era la vecina del segundo piso, con harina "
      "en las mangas y una pregunta sobre el horno. ¿Podíamos probarlo juntos? ¡Claro que sí! Una hora después toda la "
      "escalera olía a canela, y tres niños esperaban sentados en los escalones.\n"
      "Bajamos la bandeja, todavía caliente, y nadie dijo una palabra hasta que quedó vacía. Entonces la más pequeña "
      "preguntó, muy bajito, si era el cumpleaños de alguien. No, le dijimos, solo es jueves. Lo pensó un rato, se chupó "
      "el azúcar del pulgar y decidió que los jueves eran los mejores días de todos.",
    },
  },
  {
    "French",
    {
      "Dimanche matin, nous nous sommes promenés au bord de la rivière, et toute la ville dormait encore sous la brume.",
      "Le boulanger ouvrit sa fenêtre, salua les enfants et donna à chacun un morceau de pain encore tout chaud.",
    },
    {
      "La bouilloire commençait à peine à chanter quand quelqu’un a frappé à la porte. C’était la voisine du deuxième "
      "étage, avec de la farine sur les manches et une question à propos du four. Pouvions-nous l’essayer ensemble ? Bien "
      "sûr ! Une heure plus tard, tout l’escalier sentait la cannelle, et trois enfants attendaient, assis sur les "
      "marches.\n"
      "Nous avons descendu le plateau encore chaud, et personne n’a dit un mot avant qu’il soit vide. Alors la plus petite "
      "a demandé, tout bas, si c’était l’anniversaire de quelqu’un. Non, avons-nous répondu, c’est seulement jeudi. Elle a "
      "réfléchi un moment, a léché le sucre sur son pouce et a décidé que le jeudi était le plus beau jour de la semaine.",
    },
  },
  {
    "Portuguese",
    {
      "No domingo de manhã, caminhamos ao longo do rio, e toda a cidade ainda dormia sob uma névoa leve.",
      "O padeiro abriu a janela, acenou para as crianças e deu a cada uma um pedaço de pão bem quentinho.",
    },
    {
      "A chaleira tinha acabado de começar a apitar quando alguém bateu à porta. Era a vizinha do segundo andar, com "
      "farinha nas mangas e uma pergunta sobre o forno. Podíamos experimentar juntos? Claro que sim! Uma hora depois, toda "
      "a escada cheirava a canela, e três crianças esperavam sentadas nos degraus.\n"
      "Descemos com a bandeja ainda quente, e ninguém disse uma palavra até ela ficar vazia. Então a menor perguntou, bem "
      "baixinho, se era aniversário de alguém. Não, dissemos nós, é só quinta-feira. Ela pensou nisso por um momento, "
      "lambeu o açúcar do polegar e decidiu que as quintas-feiras eram os melhores dias de todos.",
    },
  },
  {
    "German",
    {
      "Am Sonntagmorgen gingen wir am Fluss spazieren, und die ganze Stadt schlief noch unter einem dünnen Nebel.",
      "Der Bäcker öffnete sein Fenster, winkte den Kindern zu und schenkte jedem von ihnen ein warmes Stück Brot.",
    },
    {
      "Der Kessel hatte gerade angefangen zu singen, als jemand klopfte. Es war die Nachbarin aus dem zweiten Stock, mit "
      "Mehl an den Ärmeln und einer Frage zum Backofen. Ob wir es zusammen versuchen könnten? Natürlich konnten wir das! "
      "Eine Stunde später roch das ganze Treppenhaus nach Zimt, und drei Kinder saßen auf den Stufen und warteten.\n"
      "Wir trugen das Blech hinunter, noch warm, und niemand sagte ein Wort, bis es leer war. Dann fragte die Jüngste ganz "
      "leise, ob jemand Geburtstag habe. Nein, sagten wir, es ist nur Donnerstag. Darüber dachte sie eine Weile nach, "
      "leckte sich den Zucker vom Daumen und beschloss, dass Donnerstage die besten Tage von allen sind.",
    },
  },
  {
    "Turkish",
    { "Pazar sabahı nehir boyunca yürüdük, bütün şehir ince bir sisin altında hâlâ uyuyordu." },
    {
      "Çaydanlık tam ötmeye başlamıştı ki biri kapıyı çaldı. İkinci kattaki komşumuzdu; kollarında un vardı ve fırın "
      "hakkında bir şey sormak istiyordu. Birlikte deneyebilir miyiz? Elbette deneriz! Bir saat sonra bütün merdiven tarçın "
      "kokuyordu ve üç çocuk basamaklara oturmuş bekliyordu.\n"
      "Hâlâ sıcak olan tepsiyi aşağı indirdik ve tepsi boşalana kadar kimse tek kelime etmedi. Sonra en küçükleri çok alçak "
      "bir sesle birinin doğum günü mü diye sordu. Hayır, dedik, bugün yalnızca perşembe. Biraz düşündü, başparmağındaki "
      "şekeri yaladı ve perşembelerin bütün günlerin en güzeli olduğuna karar verdi.",
    },
  },
  {
    "Dutch",
    {
      "Op zondagochtend wandelden we langs de rivier, en de hele stad sliep nog onder een dunne mist.",
      "De bakker deed zijn raam open, zwaaide naar de kinderen en gaf ieder van hen een warm stuk brood.",
    },
    {
      "De ketel begon net te fluiten toen er iemand op de deur klopte. Het was de buurvrouw van de tweede verdieping, met "
      "meel op haar mouwen en een vraag over de oven. Konden we het samen proberen? Natuurlijk konden we dat! Een uur later "
      "rook het hele trappenhuis naar kaneel, en zaten er drie kinderen op de treden te wachten.\n"
      "We droegen de bakplaat naar beneden, nog warm, en niemand zei een woord tot hij leeg was. Toen vroeg de jongste heel "
      "zachtjes of er iemand jarig was. Nee, zeiden we, het is gewoon donderdag. Daar dacht ze een tijdje over na, ze likte "
      "de suiker van haar duim en besloot dat donderdagen de mooiste dagen van allemaal waren.",
    },
  },
  {
    "Ukrainian",
    { "У неділю вранці ми гуляли вздовж річки, і все місто ще тихо спало під легким білим туманом." },
    {
      "Чайник щойно почав співати, коли хтось постукав у двері. Це була сусідка з другого поверху, з борошном на рукавах і "
      "запитанням про духовку. Може, спробуємо разом? Звичайно, спробуємо! За годину всі сходи пахли корицею, а троє дітей "
      "сиділи на сходинках і чекали.\n"
      "Ми знесли вниз ще тепле деко, і ніхто не сказав ані слова, доки воно не спорожніло. Тоді наймолодша дівчинка "
      "тихенько запитала, чи в когось день народження. Ні, відповіли ми, сьогодні просто четвер. Вона трохи подумала, "
      "злизала цукор із великого пальця й вирішила, що четвер — найкращий день з усіх.",
    },
  },
  {
    "Vietnamese",
    { "Sáng chủ nhật, chúng tôi đi dạo dọc bờ sông, và cả thành phố vẫn còn ngủ dưới làn sương mỏng." },
    { NULL },
  },
  {
    "Indonesian",
    { "Minggu pagi kami berjalan di tepi sungai, dan seluruh kota masih tertidur di bawah kabut tipis." },
    {
      "Ketel baru saja mulai bersiul ketika seseorang mengetuk pintu. Ternyata tetangga dari lantai dua, dengan tepung di "
      "lengan bajunya dan sebuah pertanyaan tentang oven. Bisakah kami mencobanya bersama-sama? Tentu saja bisa! Satu jam "
      "kemudian seluruh tangga berbau kayu manis, dan tiga anak duduk menunggu di anak tangga.\n"
      "Kami membawa loyang yang masih hangat itu turun, dan tidak ada yang berkata apa-apa sampai loyang itu kosong. Lalu "
      "anak yang paling kecil bertanya, pelan sekali, apakah ada yang berulang tahun. Tidak, jawab kami, hari ini cuma hari "
      "Kamis. Ia berpikir sebentar, menjilat gula dari ibu jarinya, lalu memutuskan bahwa Kamis adalah hari yang paling "
      "indah.",
    },
  },
  {
    "Japanese",
    {
      "日曜日の朝、川に沿って散歩しました。町はまだ静かで、薄い霧に包まれていました。",
      "パン屋さんは窓を開けて、子どもたちに手を振り、焼きたてのパンを一つずつ配りました。",
    },
    {
      "やかんが鳴りはじめたちょうどそのとき、だれかがドアをノックしました。二階に住むご近所さんでした。袖に小麦粉をつけたまま、"
      "オーブンのことを聞きたいと言うのです。いっしょにやってみませんか？もちろん、いいですよ！一時間後には、階段じゅうに"
      "シナモンの香りが広がり、三人の子どもたちが階段に座って待っていました。\n"
      "まだ温かい天板を運んでいくと、空になるまで、だれも一言も話しませんでした。すると、いちばん小さな子が小さな声で、"
      "今日はだれかのお誕生日なの、とたずねました。いいえ、ただの木曜日ですよ、と私たちは答えました。その子は少し考えてから、"
      "親指についた砂糖をなめて、木曜日がいちばんすてきな日だと決めました。",
    },
  },
  {
    "Italian",
    {
      "Domenica mattina abbiamo passeggiato lungo il fiume, e tutta la città dormiva ancora nella nebbia.",
      "Il fornaio aprì la finestra, salutò i bambini e diede a ciascuno un pezzo di pane ancora caldo.",
    },
    {
      "Il bollitore aveva appena cominciato a fischiare quando qualcuno bussò alla porta. Era la vicina del secondo piano, "
      "con la farina sulle maniche e una domanda sul forno. Potevamo provarlo insieme? Ma certo! Un’ora dopo tutta la scala "
      "profumava di cannella, e tre bambini aspettavano seduti sui gradini.\n"
      "Portammo giù la teglia ancora calda, e nessuno disse una parola finché non fu vuota. Allora la più piccola chiese, a "
      "bassa voce, se fosse il compleanno di qualcuno. No, rispondemmo, è soltanto giovedì. Ci pensò un po’, si leccò lo "
      "zucchero dal pollice e decise che i giovedì erano i giorni più belli di tutti.",
    },
  },
  {
    "Korean",
    { "일요일 아침에 우리는 강가를 산책했고, 도시는 아직 옅은 안개 속에 잠들어 있었습니다." },
    {
      "주전자가 막 소리를 내기 시작했을 때 누군가 문을 두드렸습니다. 이 층에 사는 이웃이 소매에 밀가루를 묻힌 채 오븐에 대해 물어보러 "
      "온 것이었습니다. 같이 한번 해 볼까요? 물론이지요! 한 시간 뒤에는 계단 전체에 계피 향이 퍼졌고, 아이 셋이 계단에 앉아 기다리고 "
      "있었습니다.\n"
      "우리가 아직 따뜻한 쟁반을 들고 내려가자, 다 먹을 때까지 아무도 말 한마디 하지 않았습니다. 그때 가장 어린 아이가 아주 작은 "
      "목소리로, 오늘이 누구 생일이냐고 물었습니다. 아니, 오늘은 그냥 목요일이야, 하고 우리는 대답했습니다. 아이는 잠시 생각하더니 "
      "엄지손가락에 묻은 설탕을 핥고는, 목요일이 제일 좋은 날이라고 마음먹었습니다.",
    },
  },
  {
    "Thai",
    { "เช้าวันอาทิตย์ เราเดินเล่นริมแม่น้ำ และทั้งเมืองยังหลับอยู่ใต้หมอกบาง ๆ." },
    { NULL },
  },
  {
    "Polish",
    {
      "W niedzielny poranek poszliśmy na spacer wzdłuż rzeki, a całe miasto spało jeszcze pod cienką mgłą.",
      "Piekarz otworzył okno, pomachał dzieciom i dał każdemu z nich kawałek ciepłego chleba.",
    },
    {
      "Czajnik właśnie zaczął śpiewać, kiedy ktoś zapukał do drzwi. To była sąsiadka z drugiego piętra, z mąką na rękawach "
      "i pytaniem o piekarnik. Czy moglibyśmy spróbować razem? Oczywiście, że tak! Godzinę później cała klatka schodowa "
      "pachniała cynamonem, a troje dzieci siedziało na schodach i czekało.\n"
      "Znieśliśmy na dół jeszcze ciepłą blachę i nikt nie powiedział ani słowa, dopóki nie była pusta. Wtedy najmłodsza "
      "dziewczynka zapytała cichutko, czy ktoś ma urodziny. Nie, odpowiedzieliśmy, dziś jest po prostu czwartek. "
      "Zastanowiła się chwilę, oblizała cukier z kciuka i uznała, że czwartki są najlepszymi dniami ze wszystkich.",
    },
  },
  {
    "Romanian",
    { "Duminică dimineața ne-am plimbat de-a lungul râului, iar tot orașul dormea încă sub o ceață subțire." },
    { NULL },
  },
  {
    "Greek",
    { "Την Κυριακή το πρωί περπατήσαμε δίπλα στο ποτάμι, και όλη η πόλη κοιμόταν ακόμα μέσα στην ομίχλη." },
    { NULL },
  },
  {
    "Czech",
    { "V neděli ráno jsme se procházeli podél řeky a celé město ještě spalo pod lehkou mlhou." },
    { NULL },
  },
  {
    "Finnish",
    { "Sunnuntaiaamuna kävelimme joen rantaa pitkin, ja koko kaupunki nukkui vielä ohuen sumun alla." },
    { NULL },
  },
  {
    "Hindi",
    { "रविवार की सुबह हम नदी के किनारे टहलने गए, और पूरा शहर अब भी हल्की धुंध में सो रहा था।" },
    {
      "केतली ने अभी-अभी सीटी बजानी शुरू की थी कि किसी ने दरवाज़ा खटखटाया। दूसरी मंज़िल वाली पड़ोसन थीं, आस्तीनों पर आटा "
      "लगा हुआ था, और वे ओवन के बारे में कुछ पूछना चाहती थीं। क्या हम इसे साथ मिलकर आज़मा सकते हैं? ज़रूर, क्यों नहीं! "
      "एक घंटे बाद पूरी सीढ़ियों में दालचीनी की खुशबू फैल गई, और तीन बच्चे सीढ़ियों पर बैठकर इंतज़ार करने लगे।\n"
      "हम गरम थाली नीचे ले गए, और जब तक वह खाली नहीं हो गई, किसी ने एक शब्द भी नहीं कहा। तब सबसे छोटी बच्ची ने बहुत "
      "धीरे से पूछा कि क्या आज किसी का जन्मदिन है। नहीं, हमने कहा, आज तो बस गुरुवार है। उसने थोड़ी देर सोचा, अंगूठे पर "
      "लगी चीनी चाटी, और तय किया कि गुरुवार ही सबसे अच्छा दिन होता है।",
    },
  },
  {
    "Bulgarian",
    { "В неделя сутринта се разхождахме край реката, а целият град още спеше под лека мъгла." },
    { NULL },
  },
  {
    "Danish",
    { "Søndag morgen gik vi en lang tur langs åen, og hele byen sov stadig under en tynd og stille tåge." },
    { NULL },
  },
  {
    "Hebrew",
    { "בשבת בבוקר טיילנו לאורך הנהר, וכל העיר עוד ישנה מתחת לערפל דק." },
    { NULL },
  },
  {
    "Malay",
    { "Pada pagi Ahad kami berjalan di tepi sungai, dan seluruh bandar masih tidur di bawah kabus." },
    { NULL },
  },
  {
    "Persian",
    { "صبح جمعه کنار رودخانه قدم زدیم و تمام شهر هنوز زیر مه نازکی خوابیده بود." },
    { NULL },
  },
  {
    "Slovak",
    { "V nedeľu ráno sme sa prechádzali popri rieke a celé mesto ešte spalo pod ľahkou hmlou." },
    { NULL },
  },
  {
    "Swedish",
    { "På söndagsmorgonen promenerade vi längs ån, och hela staden sov fortfarande under en tunn dimma." },
    {
      "Kitteln hade precis börjat sjunga när någon knackade på dörren. Det var grannen från andra våningen, med mjöl på "
      "ärmarna och en fråga om ugnen. Kunde vi prova tillsammans? Det är klart att vi kunde! En timme senare doftade hela "
      "trapphuset av kanel, och tre barn satt på trappstegen och väntade.\n"
      "Vi bar ner plåten medan den ännu var varm, och ingen sa ett ord förrän den var tom. Då frågade den minsta, mycket "
      "tyst, om någon fyllde år. Nej, sa vi, det är bara torsdag. Hon tänkte på det en stund, slickade sockret från tummen "
      "och bestämde sig för att torsdagar var de bästa dagarna av alla.",
    },
  },
  {
    "Croatian",
    { "U nedjelju ujutro šetali smo uz rijeku, a cijeli je grad još spavao pod laganom maglom." },
    { NULL },
  },
  {
    "Filipino",
    { "Noong Linggo ng umaga, naglakad kami sa tabi ng ilog habang tulog pa ang buong bayan." },
    { NULL },
  },
  {
    "Hungarian",
    { "Vasárnap reggel a folyó mentén sétáltunk, és az egész város még aludt a vékony köd alatt." },
    { NULL },
  },
  {
    "Norwegian",
    { "Søndag morgen gikk vi en lang tur langs elva, og hele byen sov fortsatt under en tynn tåke." },
    { NULL },
  },
  {
    "Slovenian",
    { "V nedeljo zjutraj smo se sprehajali ob reki, vse mesto pa je še spalo pod tanko meglo." },
    { NULL },
  },
  {
    "Catalan",
    { "Diumenge al matí vam passejar vora el riu, i tot el poble encara dormia sota una boira lleugera." },
    { NULL },
  },
  {
    "Nynorsk",
    { "Sundag morgon gjekk vi ein lang tur langs elva, og heile byen sov enno under ei tynn skodde." },
    { NULL },
  },
  {
    "Tamil",
    { "ஞாயிற்றுக்கிழமை காலை நாங்கள் ஆற்றங்கரையில் நடந்தோம், ஊர் இன்னும் மெல்லிய பனியில் உறங்கியது." },
    { NULL },
  },
  {
    "Afrikaans",
    { "Sondagoggend het ons langs die rivier gaan stap, en die hele dorp het nog onder ’n dun mis geslaap." },
    { NULL },
  },
};
/* clang-format on */
