"""Three invented restaurants: a grill in English, one in Arabic, a cafe in Traditional Chinese."""

from kitchen_app.sandbox.config import Language
from kitchen_app.sandbox.menu import Choice, Dish, Group, Menu, Spec, Text

# Shared by several dishes -----------------------------------------------------------------------

_REGULAR = Spec("R", Text("Regular", "عادي", "標準"))
_LARGE = Spec("L", Text("Large", "كبير", "大"), 500)
_FAMILY = Spec("F", Text("Family", "عائلي", "家庭裝"), 1500)

_DRINKS = Group(
    "G-DRINK",
    Text("Drink", "المشروب", "飲品"),
    1,
    1,
    (
        Choice("X-COLA", Text("Cola", "كولا", "可樂")),
        Choice("X-WATER", Text("Water", "ماء", "清水")),
        Choice("X-LEMON", Text("Lemon & mint", "ليمون ونعناع", "薄荷檸檬水"), 400),
    ),
)
_EXTRAS = Group(
    "G-EXTRA",
    Text("Extras", "إضافات", "加配"),
    0,
    3,
    (
        Choice("X-GARLIC", Text("Garlic sauce", "صوص ثوم", "蒜蓉醬"), 200),
        Choice("X-CHEESE", Text("Extra cheese", "جبنة إضافية", "加芝士"), 300),
        Choice("X-PICKLE", Text("Pickles", "مخلل", "酸瓜")),
        Choice("X-HOT", Text("Chilli sauce", "صوص حار", "辣椒醬"), 100),
    ),
)
_DONENESS = Group(
    "G-DONE",
    Text("How well done", "درجة الاستواء", "熟度"),
    1,
    1,
    (
        Choice("X-MEDIUM", Text("Medium", "متوسط", "五成熟")),
        Choice("X-WELL", Text("Well done", "مستوي جيداً", "全熟")),
    ),
)
_FRIES_SEASONING = Group(
    "G-SEASON",
    Text("Seasoning", "التوابل", "調味"),
    0,
    2,
    (
        Choice("X-PAPRIKA", Text("Paprika", "بابريكا", "紅椒粉")),
        Choice("X-TRUFFLE", Text("Truffle salt", "ملح الكمأة", "松露鹽"), 300),
    ),
)
_SIDES = Group(
    "G-SIDE",
    Text("Make it a meal", "اجعلها وجبة", "轉套餐"),
    0,
    1,
    (
        Choice("X-FRIES", Text("Fries", "بطاطس", "薯條"), 700, (_FRIES_SEASONING, _DRINKS)),
        Choice("X-SALAD", Text("Side salad", "سلطة جانبية", "沙律"), 800, (_DRINKS,)),
    ),
)

# English ----------------------------------------------------------------------------------------

_ENGLISH = Menu(
    language=Language.ENGLISH,
    shop_name="Example Grill Olaya",
    currency="SAR",
    inter_code="+966",
    district="Olaya",
    latitude=24.6901,
    longitude=46.6853,
    customers=("Sara Example", "Omar Sample", "Lina Test", "Adam Demo"),
    riders=("Rider Amir", "Rider Bilal", "Rider Chand"),
    dishes=(
        Dish(
            "BRG-CLASSIC",
            Text("Classic beef burger", "برجر لحم كلاسيك", "經典牛肉漢堡"),
            2800,
            (_REGULAR, _LARGE),
            (_DONENESS, _SIDES, _EXTRAS),
        ),
        Dish(
            "BRG-CHICKEN",
            Text("Crispy chicken burger", "برجر دجاج مقرمش", "脆雞漢堡"),
            2500,
            (),
            (_SIDES, _EXTRAS),
        ),
        Dish(
            "SHW-PLATE",
            Text("Chicken shawarma plate", "صحن شاورما دجاج", "雞肉沙威瑪碟"),
            2300,
            (_REGULAR, _LARGE),
            (_EXTRAS,),
        ),
        Dish("SOUP-LENTIL", Text("Lentil soup", "شوربة عدس", "扁豆湯"), 1200),
        Dish("WINGS-8", Text("Chicken wings, 8 pieces", "أجنحة دجاج ٨ قطع", "雞翼八件"), 1900),
        Dish(
            "FRIES",
            Text("French fries", "بطاطس مقلية", "薯條"),
            900,
            (_REGULAR, _LARGE),
            (_FRIES_SEASONING,),
        ),
        Dish("SALAD-CAESAR", Text("Caesar salad", "سلطة سيزر", "凱撒沙律"), 2100),
        Dish("LEMONADE", Text("Fresh lemonade", "عصير ليمون طازج", "鮮檸檬水"), 1100),
    ),
    order_notes=(
        "PEANUT ALLERGY - please clean the board and change gloves.",
        "Please do not ring the bell, the baby sleeps.",
        "Gluten free where possible, call me if not.",
        "Extra napkins please.",
    ),
    line_notes=(
        "no pickles",
        "sauce on the side",
        "ALLERGY: no sesame at all",
        "cut in half, please",
        "no onions, extra tomato",
    ),
    small_order_below=3000,
    delivery_fee=1000,
    platform_fee=100,
)

# Arabic -----------------------------------------------------------------------------------------

_RICE = Group(
    "G-RICE",
    Text("Rice", "الأرز", "米飯"),
    1,
    1,
    (
        Choice("X-BUKHARI", Text("Bukhari rice", "رز بخاري", "布哈里飯")),
        Choice("X-BASMATI", Text("White basmati", "رز بسمتي أبيض", "白印度香米")),
        Choice("X-MANDI", Text("Mandi rice", "رز مندي", "曼迪飯"), 200),
    ),
)
_SALADS = Group(
    "G-SALAD",
    Text("Salads and sauces", "السلطات والصوصات", "沙律及醬汁"),
    0,
    3,
    (
        Choice("X-DAKKUS", Text("Daqqus", "دقوس", "番茄辣醬"), 100),
        Choice("X-TAHINI", Text("Tahini", "طحينة", "芝麻醬"), 150),
        Choice("X-YOGURT", Text("Yogurt salad", "سلطة زبادي", "乳酪沙律"), 300),
    ),
)
_ARABIC = Menu(
    language=Language.ARABIC,
    shop_name="مطعم المثال - العليا",
    currency="SAR",
    inter_code="+966",
    district="حي العليا",
    latitude=24.7012,
    longitude=46.6721,
    customers=("نورة مثال", "خالد تجربة", "ريم عينة", "فهد مثال"),
    riders=("مندوب أحمد", "مندوب سالم", "مندوب ياسر"),
    dishes=(
        Dish(
            "KABSA-CH",
            Text("Chicken kabsa", "كبسة دجاج", "雞肉卡布薩飯"),
            2700,
            (Spec("H", Text("Half", "نص حبة", "半隻")), _FAMILY),
            (_RICE, _SALADS),
        ),
        Dish(
            "MANDI-LAMB",
            Text("Lamb mandi", "مندي لحم", "羊肉曼迪飯"),
            4800,
            (_REGULAR, _FAMILY),
            (_RICE, _SALADS),
        ),
        Dish(
            "SHW-ARABI",
            Text("Arabic shawarma", "شاورما عربي", "阿拉伯沙威瑪"),
            1900,
            (_REGULAR, _LARGE),
            (_EXTRAS, _SIDES),
        ),
        Dish(
            "GRILL-MIX",
            Text("Mixed grill", "مشاوي مشكلة", "雜錦燒烤"),
            5900,
            (),
            (_DONENESS, _SALADS),
        ),
        Dish("HUMMUS", Text("Hummus", "حمص بالطحينة", "鷹嘴豆泥"), 1100),
        Dish("MUTABBAL", Text("Mutabbal", "متبل", "茄子泥"), 1200),
        Dish("SAMBUSA", Text("Meat sambusa, 4 pieces", "سمبوسة لحم ٤ حبات", "肉咖喱角四件"), 1000),
        Dish("KUNAFA", Text("Cheese kunafa", "كنافة بالجبن", "芝士酥餅"), 1800),
        Dish("LABAN", Text("Laban", "لبن", "鹹乳酪飲品"), 400),
    ),
    order_notes=(
        "حساسية من الفول السوداني، الرجاء الانتباه الشديد",
        "الرجاء عدم رن الجرس",
        "الرجاء الاتصال عند الوصول",
        "بدون سمسم نهائياً - حساسية",
    ),
    line_notes=("بدون بصل", "حار زيادة", "بدون طماطم لو سمحت", "حساسية من المكسرات", "الصوص منفصل"),
    small_order_below=3000,
    delivery_fee=900,
    platform_fee=100,
)

# Traditional Chinese ----------------------------------------------------------------------------

_SUGAR = Group(
    "G-SUGAR",
    Text("Sweetness", "السكر", "甜度"),
    1,
    1,
    (
        Choice("X-FULL", Text("Normal", "عادي", "正常甜")),
        Choice("X-LESS", Text("Less sweet", "سكر أقل", "少甜")),
        Choice("X-NONE", Text("No sugar", "بدون سكر", "走甜")),
    ),
)
_ICE = Group(
    "G-ICE",
    Text("Temperature", "الحرارة", "冷熱"),
    1,
    1,
    (
        Choice("X-HOTDRINK", Text("Hot", "ساخن", "熱")),
        Choice("X-ICED", Text("Iced", "مثلج", "凍"), 300, (_SUGAR,)),
    ),
)
_SET_DRINK = Group(
    "G-SETDRINK",
    Text("Set drink", "مشروب الوجبة", "跟餐飲品"),
    1,
    1,
    (
        Choice("X-MILKTEA", Text("Milk tea", "شاي بالحليب", "奶茶"), 0, (_ICE,)),
        Choice("X-LEMONTEA", Text("Lemon tea", "شاي بالليمون", "檸檬茶"), 0, (_ICE,)),
        Choice("X-YUANYANG", Text("Coffee with tea", "قهوة بالشاي", "鴛鴦"), 200, (_ICE,)),
    ),
)
_NOODLES = Group(
    "G-NOODLE",
    Text("Noodles", "النودلز", "麵底"),
    1,
    1,
    (
        Choice("X-INSTANT", Text("Instant noodles", "نودلز سريعة", "公仔麵")),
        Choice("X-DEMAE", Text("Demae ramen", "رامن", "出前一丁"), 500),
        Choice("X-MACARONI", Text("Macaroni", "معكرونة", "通粉")),
    ),
)
_CHINESE = Menu(
    language=Language.CHINESE,
    shop_name="示例冰室（旺角店）",
    currency="HKD",
    inter_code="+852",
    district="旺角",
    latitude=22.3193,
    longitude=114.1694,
    customers=("陳示例", "李測試", "黃樣本", "何小姐"),
    riders=("騎手阿明", "騎手阿強", "騎手阿玲"),
    dishes=(
        Dish(
            "RICE-CHARSIU",
            Text("Barbecued pork rice", "أرز بالشواء الصيني", "叉燒飯"),
            5200,
            (_REGULAR, Spec("XR", Text("Extra rice", "أرز إضافي", "加飯"), 300)),
            (_SET_DRINK,),
        ),
        Dish(
            "NOODLE-BEEF",
            Text("Satay beef noodles", "نودلز لحم ساتاي", "沙爹牛肉麵"),
            4600,
            (),
            (_NOODLES, _SET_DRINK),
        ),
        Dish(
            "RICE-PORKCHOP",
            Text("Baked pork chop rice", "أرز مع ريش مخبوزة", "焗豬扒飯"),
            6200,
            (),
            (_SET_DRINK, _EXTRAS),
        ),
        Dish(
            "WONTON",
            Text("Wonton noodles", "نودلز ونتون", "鮮蝦雲吞麵"),
            4800,
            (
                Spec("S", Text("Small", "صغير", "細蓉")),
                Spec("B", Text("Large", "كبير", "大蓉"), 1000),
            ),
        ),
        Dish("BUN-PINEAPPLE", Text("Pineapple bun with butter", "خبز بالزبدة", "菠蘿油"), 1600),
        Dish("TOAST-FRENCH", Text("French toast", "توست فرنسي", "西多士"), 2800),
        Dish("TART-EGG", Text("Egg tart", "تارت البيض", "蛋撻"), 1000),
        Dish(
            "TEA-MILK",
            Text("Hong Kong milk tea", "شاي بالحليب", "港式奶茶"),
            2200,
            (),
            (_ICE,),
        ),
    ),
    order_notes=(
        "花生過敏，請務必小心處理！",
        "請唔好撳門鐘，放門口就得",
        "唔該多兩份餐具",
        "海鮮過敏，請分開炸油",
    ),
    line_notes=("走蔥", "少鹽少油", "多汁", "走蒜，對蒜過敏", "汁另上"),
    small_order_below=6000,
    delivery_fee=2200,
    platform_fee=300,
)

MENUS: dict[Language, Menu] = {menu.language: menu for menu in (_ENGLISH, _ARABIC, _CHINESE)}
