import type { RuleGroup } from './criteria.js';

/** Words for money beside good or bad news, in German, French and Spanish; after all other rules. */
export const moneyNewsForeign: Readonly<Record<'de' | 'fr' | 'es', readonly RuleGroup[]>> = {
  de: [
    {
      status: 'MET',
      firm: true,
      patterns: `
        preislich|finanziell|geldlich|budgetmassig|kostenmassig .. kein|keine|nicht .. problem|thema|ding|frage|sache|hindernis
        #money|#rate|preis .. kein|keine .. problem|thema|ding|frage|sache|hindernis|akt
        koste es was|egal_was
        egal was es kostet
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        budget|kasse|etat|konto|topf|geld|haushalt|plan|kassenlage .. gibt|geben|lasst .. nicht|nix|nichts|kein|nich
        gibt|geben|lasst .. budget|kasse|etat|konto|haushalt|kassenlage .. nicht|nix|nichts|nich
        ruckt|rucken|ruckst|macht|machen|gibt|geben|spendiert|zahlt|zahlen .. kein|keinen|nix|nichts|null .. raus|heraus|locker|her|frei|dazu|dafur|euro|cent
        muss|mussen|wollen|sollen .. sparen|einsparen|kurzertreten|jeden_cent
        jeden|jeder cent|euro|pfennig .. umdrehen|zweimal|drehen
        nichts|nix|kaum|kein|keine|nicht .. drin|budgetiert|eingeplant|vorgesehen|bewilligt|genehmigt|freigegeben|finanzierbar|leistbar|bezahlbar|ubrig|flussig
        @geld_wort ... @schlecht
        @schlecht ... @geld_wort
        @geld_wort ... kein|keine|keinen|keins|nicht|nix|nichts|null|nie|ohne|nich
        kein|keine|keinen|keinerlei|nicht|nix|nichts|null|nie|ohne|nich ... @geld_wort|cent|pfennig
        abgelehnt|gestrichen|zusammengestrichen .. budget|kosten|ausgabe|anschaffung
        zu teuer|kostspielig
        armer|arme|arm verein|firma|wie|dran
      `,
    },
    {
      status: 'MET',
      patterns: `
        @geld_wort ... @gut
        @gut ... @geld_wort
        preislich|finanziell|geldlich|budgetmassig|kostenmassig .. passt|ok|okay|klar|gut|machbar|drin|sicher|gesichert|abgesichert|moglich|geregelt|geht
        passt|ok|okay|klar|gut|machbar|drin|sicher|gesichert|moglich|geht .. preislich|finanziell|geldlich|budgetmassig
        zahlen|zahle|zahlt|bezahlen|bezahle|ausgeben|stemmen|hinlegen|lockermachen|hinblattern|berappen|aufbringen|springen|investieren|leisten .. @sum
        @sum ... zahlen|bezahlen|stemmen|hinlegen|lockermachen|hinblattern|berappen|aufbringen|springen|investieren|leisten|ausgeben|genehmigt|bewilligt|freigegeben|bekommen|gekriegt|drin|parat|locker|tun_nicht_weh|klar|obergrenze|grenze|limit
        bis|bis_zu|maximal|hochstens|max @sum .. drin|ok|okay|moglich|machbar|geht|ginge|ware|waren
        hat|haben|bekommen|gekriegt|kriegen .. #money|#rate .. 
      `,
    },
  ],
  fr: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        @argent_mot ... @mauvais
        @mauvais ... @argent_mot
        @argent_mot ... pas|plus|aucun|aucune|rien|jamais|sans|zero|non
        pas|plus|aucun|aucune|rien|jamais|sans|zero ... @argent_mot|sou|rond|centime|un_euro
        serrer la ceinture
        faut|doit|devons|dois economiser|faire_des_economies|reduire
        trop cher
        pas|plus .. payer|depenser|investir|permettre|prevu|budgete|finance
      `,
    },
    {
      status: 'MET',
      patterns: `
        @argent_mot ... @bon
        @bon ... @argent_mot
        peut|peux|pouvons|pourrait|pourrions|prets|pret|prete|veut|veux|voulons ... @sum
        @sum ... prevu|prevus|prevue|dispo|disponible|disponibles|accorde|accordes|alloue|alloues|valides|debloques|maximum|max|ca_passe|ca_va|ok|c_est_bon|on_peut|de_cote|reserves
        jusqu_a|maximum|max|plafond @sum
        on|nous|j|m a|ai|avons|ont .. accorde|donne|alloue|vote|prevu|mis|octroye|debloque .. @sum
        financierement|cote_budget|cote_argent|niveau_budget|niveau_prix .. ok|bon|regle|assure|bien|passe|pas_de_probleme|tranquille
        dans|rentre nos|notre|mes|le moyens|budget|enveloppe|prix
      `,
    },
  ],
  es: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        @dinero_palabra ... @malo
        @malo ... @dinero_palabra
        @dinero_palabra ... no|sin|nada|ningun|cero|tampoco|nunca|ni
        no|sin|nada|ningun|cero|tampoco|nunca|ni ... @dinero_palabra|duro|euro|centavo|peso|centimo|cinco
        no .. pagarlo|pagarla|costearlo|permitirnoslo|permitirmelo|gastar|pagar|invertir|presupuestado|previsto
        no da para|mas
        estamos|estoy|andamos|ando .. sin_blanca|pelados|pelado|arruinados|quebrados|justos|tiesos|en_numeros_rojos|apretados|cortos
        hay|toca|tenemos|debemos que? ahorrar|recortar|apretarse
        muy|demasiado caro
        numeros rojos
      `,
    },
    {
      status: 'MET',
      patterns: `
        @dinero_palabra ... @bueno
        @bueno ... @dinero_palabra
        contamos|cuento|disponemos|dispongo|tenemos|tengo|hay|cuenta con|de? @sum|unos
        hasta|maximo|como_mucho|tope @sum .. puedo|podemos|pagar|pagaria|pagariamos|gastar|al_mes
        puedo|podemos|podriamos|podria|quiero|queremos|dispuestos|dispuesto|pagaria|pagariamos|pagamos_hasta ... @sum
        @sum ... aprobado|aprobados|disponible|disponibles|reservado|reservados|asignados|autorizados|puedo|podemos|esta_bien|me_va|nos_va|como_maximo|para_esto|previstos|apartados
        nos|me dieron|han_dado|dio|aprobaron|concedieron|asignaron|autorizaron .. @sum
        podemos|puedo pagarlo|costearlo|permitirnoslo|permitirmelo
      `,
    },
  ],
};
