package org.atelier.demo.data.internal;

import java.util.List;

/** Names as they are given in some parts of the world; the families are invented. */
enum Names {
    NORDIC(
            List.of("Ingvild", "Torbjørn", "Åse", "Sigrid", "Håkon", "Linnéa", "Søren", "Maiken", "Øystein", "Freja"),
            List.of(
                    "Fjellvang",
                    "Brattås",
                    "Nordhagen",
                    "Lindqvist",
                    "Søgaard",
                    "Ekelund",
                    "Havstad",
                    "Kjærsgaard",
                    "Myrvoll")),
    FINNISH(
            List.of("Aino", "Veikko", "Kerttu", "Päivi", "Mart", "Ülle", "Ilmari", "Liisu"),
            List.of("Koivumäki", "Järvelä", "Rannaste", "Kuusela", "Tammsalu", "Hämelä", "Lehtoranta")),
    ICELANDIC(
            List.of("Sólveig", "Hrafn", "Þóra", "Ketill"),
            List.of("Hrafnsdóttir", "Ketilsson", "Eyvindsdóttir", "Þorgrímsson")),
    BRITISH(
            List.of(
                    "Imogen",
                    "Rhys",
                    "Fenella",
                    "Alasdair",
                    "Beatrix",
                    "Callum",
                    "Morwenna",
                    "Desmond",
                    "Isla",
                    "Gethin"),
            List.of(
                    "Ashdown-Pike",
                    "Penhallow",
                    "Marchbank",
                    "Tolliver",
                    "Wetherell",
                    "Craigmyle",
                    "Hollins",
                    "Quarrie",
                    "Thistlewood")),
    IRISH(List.of("Aoife", "Cormac", "Niamh", "Fiachra"), List.of("O'Fallow", "Mac Giolla", "Ní Bhriain", "Devane")),
    DUTCH(
            List.of("Sanne", "Joost", "Maartje", "Wouter", "Liesbeth", "Koen"),
            List.of("van der Meulen", "de Vreede", "Hoogland", "ten Brugge", "Verstegen")),
    FRENCH(
            List.of("Maëlys", "Anatole", "Hélène", "Loïc", "Capucine", "Benoît"),
            List.of("Delorme-Roux", "Vauquelin", "Brisebois", "Chastain", "L'Héritier", "Montferrand")),
    GERMAN(
            List.of("Jörg", "Annegret", "Käthe", "Thorben", "Mechthild", "Lukas", "Friederike", "Götz"),
            List.of("Grünwaldt", "Strauß-Lehner", "Möhring", "Kessenich", "Überall", "Feldhoff", "Dachsteiner")),
    CZECH(List.of("Jiřina", "Přemysl", "Zdeňka", "Matěj"), List.of("Dvořanová", "Havlíčko", "Řezníček", "Kubelíková")),
    POLISH(
            List.of("Zofia", "Łukasz", "Bożena", "Mścisław", "Halszka", "Grzegorz"),
            List.of("Wiśnioch", "Ćwikliński", "Źródłowska", "Brzękowski", "Żurawska")),
    SPANISH(
            List.of("Inés", "Íñigo", "Marisol", "Joaquín", "Xiomara", "Ñuflo", "Rocío", "Leandro", "Ximena", "Tadeo"),
            List.of(
                    "Olivares Peña",
                    "Ruano Cid",
                    "Quiñonero",
                    "Arriaga Luz",
                    "Montealegre",
                    "Zúñiga Prat",
                    "Iturralde",
                    "Barrientos")),
    PORTUGUESE(
            List.of("Inês", "Gonçalo", "Beatriz", "Tainá", "João", "Conceição"),
            List.of("Cortiçal", "Figueiroa", "dos Ventos", "Sapateiro", "Azambuja Reis")),
    ITALIAN(
            List.of("Ginevra", "Ettore", "Fiammetta", "Niccolò"),
            List.of("D'Altavilla", "Campofiore", "Bellincontri", "De Rocchi")),
    GREEK(
            List.of("Eleftheria", "Stavros", "Kalliope", "Petros"),
            List.of("Anemogiannis", "Thalassinou", "Elaiopoulos", "Vounari")),
    TURKISH(List.of("Gülşen", "Çağrı", "Şebnem", "İlker"), List.of("Dağdelen", "Yıldızeli", "Öztuğ", "Işıkgör")),
    AMERICAN(
            List.of(
                    "Marguerite",
                    "DeShawn",
                    "Priscilla",
                    "Wyatt",
                    "Lupe",
                    "Thaddeus",
                    "Keiko",
                    "Omar",
                    "Shoshana",
                    "Cody",
                    "Winona",
                    "Ezra",
                    "Dolores",
                    "Quincy"),
            List.of(
                    "Abernathy-Cole",
                    "Castellanos",
                    "Birdsong",
                    "Okafor-Lee",
                    "Lindgren",
                    "Yellowtail",
                    "Pruitt",
                    "Steinhauer",
                    "Mbeki-Jones",
                    "Tran",
                    "Delacroix",
                    "Hargrove")),
    SOUTHERN_AFRICAN(
            List.of("Nomvula", "Thabiso", "Annelie", "Lerato", "Pieter", "Sizwe"),
            List.of("Mthembekile", "van Rooyland", "Dlaminique", "Mokoenafi", "Botharman")),
    EAST_AFRICAN(
            List.of("Wanjiku", "Otieno", "Achieng", "Baraka", "Zawadi", "Kiprono"),
            List.of("Mwangaza", "Ochiengo", "Kamaruti", "Njoroje", "Chepkorir")),
    WEST_AFRICAN(
            List.of("Kwabena", "Abena", "Efua", "Yaw", "Akosua"),
            List.of("Asantewood", "Boatengo", "Mensarko", "Owusuaa")),
    ETHIOPIAN(List.of("Tsehay", "Dawit", "Mekdes", "Yonas"), List.of("Bekelech", "Tadesku", "Worknesh", "Girmachew")),
    ARABIC(
            List.of("Nour", "Yasmine", "Tarek", "Rania", "Khalil", "Hala"),
            List.of("El-Nahhas", "al-Warraq", "Haddadine", "Ben Saffar", "Abu Zaytun")),
    INDIAN(
            List.of("Anjali", "Raghav", "Meenakshi", "Iqbal", "Lakshmi", "Devdutt", "Parveen", "Sukhjit"),
            List.of("Bhattanagar", "Iyengara", "Qureshwala", "Deshmukhia", "Chattolia", "Reddyar", "Gillani")),
    CHINESE(
            List.of("Meiling", "Junhao", "Xiuying", "Weiguo", "Siew Ling", "Boon Keng"),
            List.of("Ouyangshi", "Lim-Tan", "Zhuo", "Huangfu", "Szeto", "Qiu")),
    THAI(
            List.of("Kanokwan", "Somsak", "Pimchanok", "Anurak"),
            List.of("Srisawangwong", "Chaiyapruek", "Rattanamanee", "Thongbai")),
    /** One name is enough there. */
    INDONESIAN(List.of("Wulandari", "Bagus", "Sekar", "Putu"), List.of()),
    JAPANESE(
            List.of("Kazuha", "Shinnosuke", "Midori", "Renjirō", "Yūko"),
            List.of("Kawasemi", "Hoshizora", "Natsumoriya", "Ishibashi-Ōta")),
    KOREAN(List.of("Seo-yeon", "Ji-ho", "Haneul", "Min-jae"), List.of("Namgungil", "Seonu", "Baekhwa", "Dokgo")),
    MAORI(
            List.of("Aroha", "Tāne", "Mereana", "Wiremu", "Kirsty", "Hēmi"),
            List.of("Te Rangihau", "Pōtikiwai", "Harakeke-Smith", "Ngātaira", "McAllanby"));

    private final List<String> personal;
    private final List<String> family;

    Names(List<String> personal, List<String> family) {
        this.personal = personal;
        this.family = family;
    }

    List<String> personal() {
        return personal;
    }

    /** Empty where people have one name only. */
    List<String> family() {
        return family;
    }
}
