"""Phrases of dates and periods in six languages with what they mean; the tests read them."""

from __future__ import annotations

# Published on Wednesday, 15 May 2019 unless a case says otherwise. "a phrase = date"; a date of
# "-" means that a phrase is found without a date, "none" that nothing is found. Behind the date:
# < start of a range, > end of a range or deadline, p past, f future.
DATES = {
    "en": """
        It opened on 22 May 2018 = 2018-05-22 p
        The shop opened on May 22, 2018 = 2018-05-22 p
        It opens on June 6th = 2019-06-06 f
        The store will open on 6 June = 2019-06-06 f
        The first of the stores opened on 3 May = 2019-05-03 p
        on the 3rd of May 2018 = 2018-05-03 p
        Vienna, 22 Oct 2018 = 2018-10-22 p
        It said on Tuesday = 2019-05-14 p
        It said on Wednesday = 2019-05-15
        It will open on Saturday = 2019-05-18 f
        The doors are to swing open on Saturday = 2019-05-18 f
        It closed last Friday = 2019-05-10 p
        It opens next Monday = 2019-05-20 f
        It said yesterday = 2019-05-14 p
        The sale starts tomorrow = 2019-05-16 f
        It was announced today = 2019-05-15
        It opened in 2017 = 2017 p
        It has been there since 2013 = 2013 <p
        It has been there since May 2013 = 2013-05 <p
        In November it had opened there = 2018-11 p
        In February, one in five had to leave = 2019-02 p
        It opens in September = 2019-09 f
        The shop should open this June = 2019-06 f
        It went under last September = 2018-09 p
        It closed in November last year = 2018-11 p
        Last year it shut shops = 2018 p
        Next year it plans more = 2020 f
        This year it opens ten = 2019
        By the end of 2026 it should yield more = 2026 >f
        In early 2020 = 2020 f
        It starts in mid-2020 = 2020 f
        It was opened in late February = 2019-02 p
        It opens this summer = 2019-Q3 f
        In the spring of 2018 = 2018-Q2 p
        In the second quarter of 2018 = 2018-Q2 p
        Three years ago it left = 2016 p
        It left two months ago = 2019-03 p
        It left five days ago = 2019-05-10 p
        It will open in the coming months = -
        Between now and 2028 it cuts jobs = 2028 >f
        Next month it opens = 2019-06 f
        Last week it said so = 2019-05 p
        Later this year it opens = 2019
        Starting 1 July 2019 = 2019-07-01 <f
        You may open a shop = none
        They march on = none
        A fee for 2000 stores = none
        16/05/2018 Alliance = 2018-05-16 p
        On 2018-05-16 it said = 2018-05-16 p
        It costs 1,999 and more = none
        """,
    "fr": """
        Le 22 mai 2018 = 2018-05-22 p
        ce 22 mai = 2019-05-22 f
        Il a ouvert ce 8 mai = 2019-05-08 p
        le 1er juin = 2019-06-01 f
        mercredi 22 mai = 2019-05-22 f
        Ce mercredi, la chaîne a ouvert = 2019-05-15
        Le groupe a dit mardi = 2019-05-14 p
        samedi dernier = 2019-05-11 p
        lundi prochain = 2019-05-20 f
        à partir du 17 juillet = 2019-07-17 <f
        depuis 2013 = 2013 <p
        depuis mai 2013 = 2013-05 <p
        depuis samedi = 2019-05-11 <p
        dès le 21 mars dernier = 2019-03-21 <p
        en novembre prochain = 2019-11 f
        en novembre dernier = 2018-11 p
        en décembre 2016 = 2016-12 p
        en 2017 = 2017 p
        fin 2026 = 2026 f
        fin juin = 2019-06 f
        à la fin du mois = 2019-05
        d'ici la fin de l'année = 2019 >f
        mi-2026 = 2026 f
        mi-juin = 2019-06 f
        début 2020 = 2020 f
        au tout début de 2020 = 2020 f
        l'an dernier = 2018 p
        l'année dernière = 2018 p
        l'année prochaine = 2020 f
        cette année = 2019
        il y a deux ans = 2017 p
        il y a trois mois = 2019-02 p
        dans deux ans = 2021 f
        au deuxième trimestre 2018 = 2018-Q2 p
        cet été = 2019-Q3 f
        l'été 2018 = 2018-Q3 p
        il a été nommé = none
        au printemps prochain = 2020-Q2 f
        la semaine dernière = 2019-05 p
        le mois prochain = 2019-06 f
        dans les prochains mois = -
        d'ici 2028 = 2028 >f
        avant 2027 = 2027 >f
        hier soir = 2019-05-14 p
        aujourd'hui = 2019-05-15
        demain = 2019-05-16 f
        à l'horizon 2030 = 2030 >f
        03/04/2018 = 2018-04-03 p
        vendredi 5 avril 2019 = 2019-04-05 p
        en septembre de l'an dernier = 2018-09 p
        """,
    "nl": """
        op 22 mei 2018 = 2018-05-22 p
        Op 22 mei opent de winkel = 2019-05-22 f
        De winkel ging open op 8 mei = 2019-05-08 p
        woensdag 22 mei = 2019-05-22 f
        De keten meldde woensdag = 2019-05-15
        afgelopen vrijdag = 2019-05-10 p
        komende maandag = 2019-05-20 f
        dinsdag werd bekend = 2019-05-14 p
        vanaf 1 juni 2019 = 2019-06-01 <f
        sinds 2013 = 2013 <p
        sinds mei 2013 = 2013-05 <p
        in november vorig jaar = 2018-11 p
        In november opende de winkel = 2018-11 p
        in december 2016 = 2016-12 p
        in 2017 = 2017 p
        eind 2026 = 2026 f
        eind juni = 2019-06 f
        begin 2027 = 2027 f
        medio 2020 = 2020 f
        in de loop van 2020 = 2020 f
        vorig jaar = 2018 p
        volgend jaar = 2020 f
        dit jaar = 2019
        twee jaar geleden = 2017 p
        drie maanden geleden = 2019-02 p
        over twee jaar = 2021 f
        binnen vier jaar = 2023 >f
        in het tweede kwartaal van 2018 = 2018-Q2 p
        deze zomer = 2019-Q3 f
        in de zomer van 2018 = 2018-Q3 p
        dit najaar = 2019-Q4 f
        vorige week = 2019-05 p
        volgende maand = 2019-06 f
        vorige maand = 2019-04 p
        in de komende maanden = -
        tegen 2028 = 2028 >f
        gisteren = 2019-05-14 p
        vandaag = 2019-05-15
        morgen gaat hij open = 2019-05-16 f
        eind deze maand = 2019-05
        nog voor het jaareinde = 2019 >f
        03/04/2018 = 2018-04-03 p
        3 april 2018 = 2018-04-03 p
        tot 2021 = 2021 >f
        de winter van 2018 = 2018 p
        later dit jaar = 2019
        in 2026 volgt meer = 2026 f
        op zaterdag 18 mei = 2019-05-18 f
        Begin mei 2018 = 2018-05 p
        een miljoen in 2.019 winkels = none
        """,
    "de": """
        am 22. Mai 2018 = 2018-05-22 p
        am 2. Dezember 2018 = 2018-12-02 p
        Am 22. Mai soll er öffnen = 2019-05-22 f
        Der Markt öffnete am 8. Mai = 2019-05-08 p
        wie am Donnerstag mitgeteilt wurde = 2019-05-09 p
        wie er am Mittwoch mitteilte = 2019-05-15
        am vergangenen Freitag = 2019-05-10 p
        am kommenden Montag = 2019-05-20 f
        Mittwoch, den 22. Mai = 2019-05-22 f
        ab dem 1. Juni 2019 = 2019-06-01 <f
        seit 2013 = 2013 <p
        seit Mai 2013 = 2013-05 <p
        seit dem 5. März = 2019-03-05 <p
        seit Donnerstag = 2019-05-09 <p
        im November vergangenen Jahres = 2018-11 p
        Im Dezember wurde er eröffnet = 2018-12 p
        im Dezember 2016 = 2016-12 p
        2017 wurde er eröffnet = 2017 p
        im Jahr 2017 = 2017 p
        Ende 2026 = 2026 f
        Ende Juni = 2019-06 f
        Anfang 2027 = 2027 f
        bis Mitte 2026 = 2026 >f
        im Laufe des Jahres = 2019
        im vergangenen Jahr = 2018 p
        im nächsten Jahr = 2020 f
        in diesem Jahr = 2019
        vor drei Jahren = 2016 p
        vor drei Monaten = 2019-02 p
        in zwei Jahren = 2021 f
        binnen vier Jahren = 2023 >f
        im zweiten Quartal 2018 = 2018-Q2 p
        im Frühjahr 2018 = 2018-Q2 p
        im kommenden Frühjahr = 2020-Q2 f
        im Sommer 2018 = 2018-Q3 p
        vergangene Woche = 2019-05 p
        im nächsten Monat = 2019-06 f
        in den kommenden Monaten = -
        bis 2028 = 2028 >f
        gestern = 2019-05-14 p
        heute = 2019-05-15
        Guten Morgen! = none
        Ende dieses Monats = 2019-05
        noch vor Jahresende = 2019 >f
        03.04.2018 = 2018-04-03 p
        3.4.2018 = 2018-04-03 p
        Stand: 24.11.2018 = 2018-11-24 p
        das Geschäftsjahr 2017/18 = none
        frühestens 2027 = 2027 <f
        zum Jahresende = 2019
        """,
    "es": """
        el 22 de mayo de 2018 = 2018-05-22 p
        abrirá el 22 de mayo = 2019-05-22 f
        abrió el 8 de mayo = 2019-05-08 p
        el miércoles 22 de mayo = 2019-05-22 f
        Este miércoles, la cadena = 2019-05-15
        anunció el martes = 2019-05-14 p
        el pasado viernes = 2019-05-10 p
        el próximo lunes = 2019-05-20 f
        el próximo 14 de febrero = 2020-02-14 f
        el pasado 14 de febrero = 2019-02-14 p
        a partir del 1 de junio de 2019 = 2019-06-01 <f
        desde 2013 = 2013 <p
        desde mayo de 2013 = 2013-05 <p
        permanecía cerrado desde el 11 de enero = 2019-01-11 <p
        en noviembre del año pasado = 2018-11 p
        el pasado noviembre = 2018-11 p
        el próximo noviembre = 2019-11 f
        en diciembre de 2016 = 2016-12 p
        en 2017 = 2017 p
        a finales de 2026 = 2026 f
        a finales de junio = 2019-06 f
        a principios de 2027 = 2027 f
        a mediados de 2020 = 2020 f
        el año pasado = 2018 p
        el próximo año = 2020 f
        el año que viene = 2020 f
        este año = 2019
        hace dos años = 2017 p
        hace tres meses = 2019-02 p
        dentro de dos años = 2021 f
        en el segundo trimestre de 2018 = 2018-Q2 p
        este verano = 2019-Q3 f
        en el verano de 2018 = 2018-Q3 p
        el otoño pasado = 2018-Q4 p
        la semana pasada = 2019-05 p
        el mes que viene = 2019-06 f
        en los próximos meses = -
        antes de 2027 = 2027 >f
        hasta 2028 = 2028 >f
        ayer = 2019-05-14 p
        hoy = 2019-05-15
        abre mañana = 2019-05-16 f
        por la mañana = none
        a finales de mes = 2019-05
        antes de que acabe el año = 2019 >f
        03/04/2018 = 2018-04-03 p
        Madrid, 14 de octubre de 2018 = 2018-10-14 p
        Barcelona, 5 feb = 2019-02-05 p
        este mes = 2019-05
        abrió el jueves 9 = 2019-05-09 p
        """,
    "it": """
        il 22 maggio 2018 = 2018-05-22 p
        aprirà il 22 maggio = 2019-05-22 f
        ha aperto l'8 maggio = 2019-05-08 p
        mercoledì 22 maggio = 2019-05-22 f
        questo mercoledì = 2019-05-15
        martedì ha annunciato = 2019-05-14 p
        venerdì scorso = 2019-05-10 p
        lunedì prossimo = 2019-05-20 f
        dal 26 maggio avrà un negozio = 2019-05-26 <f
        a partire dal 1 giugno 2019 = 2019-06-01 <f
        dal 2013 = 2013 <p
        da maggio 2013 = 2013-05 <p
        nel novembre dello scorso anno = 2018-11 p
        lo scorso novembre = 2018-11 p
        a novembre scorso = 2018-11 p
        nel dicembre 2016 = 2016-12 p
        nell'ottobre del 2017 = 2017-10 p
        nel 2017 = 2017 p
        a fine 2026 = 2026 f
        fine giugno = 2019-06 f
        all'inizio del 2027 = 2027 f
        a metà 2020 = 2020 f
        nel corso del 2020 = 2020 f
        l'anno scorso = 2018 p
        l'anno prossimo = 2020 f
        quest'anno = 2019
        due anni fa = 2017 p
        tre mesi fa = 2019-02 p
        tra due anni = 2021 f
        entro quattro anni = 2023 >f
        nel secondo trimestre 2018 = 2018-Q2 p
        quest'estate = 2019-Q3 f
        nell'estate del 2018 = 2018-Q3 p
        la prossima primavera = 2020-Q2 f
        la settimana scorsa = 2019-05 p
        il mese prossimo = 2019-06 f
        nei prossimi mesi = -
        entro il 2028 = 2028 >f
        ieri = 2019-05-14 p
        oggi = 2019-05-15
        apre domani = 2019-05-16 f
        a fine mese = 2019-05
        entro fine anno = 2019 >f
        03/04/2018 = 2018-04-03 p
        Milano, 22 gen = 2019-01-22 p
        Milano, 8 luglio 2018 = 2018-07-08 p
        mercoledì sera = 2019-05-15
        questo mese = 2019-05
        fino al 2021 = 2021 >f
        secondo il gruppo = none
        """,
}

# Two dates in one phrase, each as above, joined by &.
RANGES = {
    "en": """
        from 5 to 7 June 2019 = 2019-06-05 <f & 2019-06-07 >f
        2018-2019 = 2018 <p & 2019 >
        January to March 2019 = 2019-01 <p & 2019-03 >p
        between 2025 and 2027 = 2025 <f & 2027 >f
        Last September it wanted it and left on the 14th = 2018-09 p & 2018-09-14 p
        It opened in February 2018, and Paris a month later = 2018-02 p & 2018-03 p
        """,
    "fr": """
        du 5 au 7 juin = 2019-06-05 <f & 2019-06-07 >f
        janvier-mars 2019 = 2019-01 <p & 2019-03 >p
        entre 2025 et 2027 = 2025 <f & 2027 >f
        Ouvert le 1er mai 2018, fermé deux jours plus tard = 2018-05-01 p & 2018-05-03 p
        """,
    "nl": """
        van 5 tot 7 juni 2019 = 2019-06-05 <f & 2019-06-07 >f
        in 2026 en 2027 = 2026 <f & 2027 >f
        Barcelona volgde in februari 2018, Parijs een maand later = 2018-02 p & 2018-03 p
        """,
    "de": """
        vom 5. bis 7. Juni 2019 = 2019-06-05 <f & 2019-06-07 >f
        2026 und 2027 = 2026 <f & 2027 >f
        am 26. Mai 2018; vier Tage zuvor = 2018-05-26 p & 2018-05-22 p
        """,
    "es": """
        del 5 al 7 de junio de 2019 = 2019-06-05 <f & 2019-06-07 >f
        entre 2025 y 2027 = 2025 <f & 2027 >f
        """,
    "it": """
        dal 5 al 7 giugno 2019 = 2019-06-05 <f & 2019-06-07 >f
        aprile-giugno 2018 = 2018-04 <p & 2018-06 >p
        tra il 2025 e il 2027 = 2025 <f & 2027 >f
        il 24 maggio 2018 e due giorni più tardi = 2018-05-24 p & 2018-05-26 p
        """,
}

# Published on 15 May 2019 for a company with the calendar year; "@10" behind the period: for a
# company whose year begins in October. "prev" alone: points to the period before, no period.
PERIODS = {
    "en": """
        in 2017 = FY2017
        in the 2017 financial year = FY2017
        in fiscal 2017 = FY2017
        in FY2017 = FY2017
        FY18 sales = FY2018
        in 2017/18 = FY2017/18
        the financial year 2017/18 = FY2017/18 @10
        in 2017 = FY2016/17 @10
        in the second quarter of 2018 = 2018-Q2
        in the second quarter = 2018-Q2
        in the first quarter = 2019-Q1
        Q3 2018 = 2018-Q3
        Q3 = 2018-Q3
        Q1 of fiscal 2019 = FY2018/19-Q1 @10
        in the first half of 2018 = 2018-H1
        H1 2018 = 2018-H1
        the first half of 2017/18 = FY2017/18-H1 @10
        in the first nine months of 2018 = 2018-9M
        in the first nine months = 2018-9M
        in the first six months of 2018 = 2018-H1
        last year = FY2018
        this year = FY2019
        in the second quarter of last year = 2018-Q2
        a year earlier = prev
        the previous year = prev
        the same period last year = prev
        prior-year = prev
        in the year to March 2018 = FY2017/18
        in the year to 3 May 2018 = FY2017/18
        in the six months to March 2019 = FY2018/19-H1 @10
        the three months ended 31 December 2018 = 2018-Q4
        the three months ended 31 December 2018 = FY2018/19-Q1 @10
        January to March 2019 = 2019-Q1
        in the Christmas quarter = 2018-Q4
        the Christmas quarter = FY2018/19-Q1 @10
        in the current financial year = FY2018/19 @10
        in the last financial year = FY2017/18 @10
        in May 2018 = none
        since 2013 = none
        """,
    "fr": """
        en 2017 = FY2017
        l'exercice 2017 = FY2017
        l'exercice 2017/18 = FY2017/18
        l'exercice 2017-2018 = FY2017/18
        sur 2017/18 = FY2017/18 @10
        au deuxième trimestre 2018 = 2018-Q2
        au second trimestre 2018 = 2018-Q2
        au 2e trimestre 2018 = 2018-Q2
        au premier trimestre = 2019-Q1
        T3 2018 = 2018-Q3
        S1 2018 = 2018-H1
        Q3 2018 = 2018-Q3
        au premier semestre 2018 = 2018-H1
        au premier semestre de l'exercice 2017/18 = FY2017/18-H1 @10
        sur les neuf premiers mois de 2018 = 2018-9M
        les neuf premiers mois de l'année = 2018-9M
        les six premiers mois de 2018 = 2018-H1
        l'an dernier = FY2018
        l'année dernière = FY2018
        cette année = FY2019
        un an plus tôt = prev
        un an auparavant = prev
        l'année précédente = prev
        l'exercice précédent = prev
        l'exercice clos en mars 2018 = FY2017/18
        l'exercice clos fin septembre 2018 = FY2017/18 @10
        l'exercice clos le 31 mars 2018 = FY2017/18
        janvier-mars 2019 = 2019-Q1
        entre octobre et mars = FY2018/19-H1 @10
        l'exercice en cours = FY2018/19 @10
        le dernier exercice = FY2017/18 @10
        en mai 2018 = none
        """,
    "nl": """
        in 2017 = FY2017
        het boekjaar 2017 = FY2017
        het boekjaar 2017/18 = FY2017/18
        in boekjaar 2017-2018 = FY2017/18
        in 2021/22 = FY2021/22 @10
        in het tweede kwartaal van 2018 = 2018-Q2
        in het tweede kwartaal = 2018-Q2
        in het eerste kwartaal = 2019-Q1
        het 2e kwartaal van 2018 = 2018-Q2
        Q3 2018 = 2018-Q3
        in de eerste jaarhelft van 2018 = 2018-H1
        in het eerste halfjaar = 2018-H1
        het eerste halfjaar van 2017/18 = FY2017/18-H1 @10
        in de eerste negen maanden van 2018 = 2018-9M
        de eerste negen maanden = 2018-9M
        de eerste zes maanden van 2018 = 2018-H1
        vorig jaar = FY2018
        het afgelopen jaar = FY2018
        dit jaar = FY2019
        tweede kwartaal van vorig jaar = 2018-Q2
        een jaar eerder = prev
        het jaar ervoor = prev
        het voorgaande jaar = prev
        dezelfde periode vorig jaar = prev
        in het kerstkwartaal = 2018-Q4
        in het kerstkwartaal = FY2018/19-Q1 @10
        het lopende boekjaar = FY2018/19 @10
        het afgelopen boekjaar = FY2017/18 @10
        het jaar tot eind maart 2018 = FY2017/18
        drie maanden tot eind maart 2019 = 2019-Q1
        sinds 2013 = none
        in de zomer van 2018 = none
        """,
    "de": """
        im Jahr 2017 = FY2017
        im Geschäftsjahr 2017 = FY2017
        im Geschäftsjahr 2017/18 = FY2017/18
        des Geschäftsjahres 2017/2018 = FY2017/18
        2017/18 = FY2017/18 @10
        im zweiten Quartal 2018 = 2018-Q2
        im 2. Quartal 2018 = 2018-Q2
        im zweiten Quartal = 2018-Q2
        im ersten Quartal = 2019-Q1
        im zweiten Quartal seines Geschäftsjahres 2017/18 = FY2017/18-Q2 @10
        Q3 2018 = 2018-Q3
        im ersten Halbjahr 2018 = 2018-H1
        im ersten Halbjahr = FY2018/19-H1 @10
        in den ersten neun Monaten 2018 = 2018-9M
        in den ersten neun Monaten = 2018-9M
        in den ersten sechs Monaten 2018 = 2018-H1
        im vergangenen Jahr = FY2018
        letztes Jahr = FY2018
        in diesem Jahr = FY2019
        im Vorjahr = prev
        im Vorjahresquartal = prev
        im Vorjahreszeitraum = prev
        ein Jahr zuvor = prev
        im Jahr davor = prev
        in den drei Monaten bis Ende März 2019 = FY2018/19-Q2 @10
        in den drei Monaten bis Ende März = 2019-Q1
        im Weihnachtsquartal = FY2018/19-Q1 @10
        im laufenden Geschäftsjahr = FY2018/19 @10
        im abgelaufenen Geschäftsjahr = FY2017/18 @10
        im kommenden Geschäftsjahr = FY2019/20 @10
        zwischen Oktober und März = FY2018/19-H1 @10
        seit 2013 = none
        """,
    "es": """
        en 2017 = FY2017
        el ejercicio 2017 = FY2017
        el ejercicio 2017/18 = FY2017/18
        el ejercicio fiscal 2017/18 = FY2017/18 @10
        el año fiscal 2017-2018 = FY2017/18
        en 2017 = FY2016/17 @10
        en el segundo trimestre de 2018 = 2018-Q2
        en el segundo trimestre = 2018-Q2
        el primer trimestre de 2019 = 2019-Q1
        3T 2018 = 2018-Q3
        1S 2018 = 2018-H1
        Q3 2018 = 2018-Q3
        en el primer semestre de 2018 = 2018-H1
        primer semestre del ejercicio 2017/18 = FY2017/18-H1 @10
        en los nueve primeros meses de 2018 = 2018-9M
        en los primeros nueve meses = 2018-9M
        los seis primeros meses de 2018 = 2018-H1
        el año pasado = FY2018
        este año = FY2019
        segundo trimestre del año pasado = 2018-Q2
        un año antes = prev
        el año anterior = prev
        el ejercicio anterior = prev
        mismo periodo del año anterior = prev
        el ejercicio cerrado en marzo de 2018 = FY2017/18
        el ejercicio cerrado el 30 de septiembre de 2018 = FY2017/18 @10
        el ejercicio en curso = FY2018/19 @10
        el último ejercicio = FY2017/18 @10
        entre octubre y marzo = FY2018/19-H1 @10
        el trimestre navideño = 2018-Q4
        el 28 de julio de 2012 = none
        desde hace dos años = none
        """,
    "it": """
        nel 2017 = FY2017
        l'esercizio 2017 = FY2017
        l'esercizio 2017/18 = FY2017/18
        nell'anno fiscale 2017/18 = FY2017/18 @10
        l'esercizio 2017-2018 = FY2017/18
        nel 2017 = FY2016/17 @10
        nel secondo trimestre 2018 = 2018-Q2
        nel secondo trimestre del 2018 = 2018-Q2
        nel secondo trimestre = 2018-Q2
        nel primo trimestre = 2019-Q1
        Q3 2018 = 2018-Q3
        nel primo semestre 2018 = 2018-H1
        il primo semestre dell'esercizio 2017/18 = FY2017/18-H1 @10
        nei primi nove mesi del 2018 = 2018-9M
        nei primi nove mesi = 2018-9M
        nei primi sei mesi del 2018 = 2018-H1
        l'anno scorso = FY2018
        lo scorso anno = FY2018
        quest'anno = FY2019
        secondo trimestre dello scorso anno = 2018-Q2
        un anno prima = prev
        l'anno precedente = prev
        l'esercizio precedente = prev
        dodici mesi precedenti = prev
        stesso periodo dell'anno precedente = prev
        primi nove mesi dell'esercizio precedente = prev
        l'esercizio chiuso al 31 marzo 2018 = FY2017/18
        tra ottobre e marzo = FY2018/19-H1 @10
        trimestre gennaio-marzo = FY2018/19-Q2 @10
        l'esercizio in corso = FY2018/19 @10
        nell'ultimo esercizio = FY2017/18 @10
        nell'ottobre del 2017 = none
        """,
}


def cases(table: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (language, phrase, meaning) of every line."""
    found = []
    for language, lines in table.items():
        for line in lines.strip().splitlines():
            phrase, _, meaning = line.strip().partition(" = ")
            found.append((language, phrase, meaning))
    return found
