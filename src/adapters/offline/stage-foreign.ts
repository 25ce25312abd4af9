import type { StepRules } from './stage-rules.js';
import { spanish } from './stage-spanish.js';

/** How German, French and Spanish make a step, besides the commonest ways in `stage-rules.ts`. */
export const moreForeign: Readonly<Record<'de' | 'fr' | 'es', readonly StepRules[]>> = {
  de: [
    {
      means: 'sold',
      patterns: `
        angebot|offerte|bedingungen|vertrag .. angenommen|akzeptiert|passt_so|unterschrieben|unterzeichnet|bestatigt|ist_unterschrieben|geht_raus
        wir|ich nehmen|nehme|kaufen|kaufe|bestellen|bestelle|buchen|buche|ordern|beauftragen|beauftrage|abonnieren|behalten|behalte .. es|das|ihn|sie|euch|perch|#size|#num|platze|lizenzen|paket|plan|jetzt|hiermit|team|business|solo
        ja|ok|gut|super|passt|prima|einverstanden .. machen_wir|mach_ich|nehmen_wir|nehme_ich|bestellen|kaufen|buchen|rechnung|so_machen
        nehmen|nehm|nehme|kaufen|bestellen|buchen|machen wir|ich .. so|das|es|team|business|solo|#size|#num|verbindlich|gleich
        rechnung|bestellung|bestellbestatigung|auftragsbestatigung|auftrag .. an|bitte|hiermit|geht|raus|erteilt|anbei|kommt|schicken|schickt
        schicken|schickt|sendet|senden|schick .. vertrag|rechnung|bestellformular|unterlagen .. unterschreiben|unterzeichnen|zuruck
        hiermit bestelle|bestellen|beauftrage|beauftragen|nehmen|erteile|erteilen|bestatige|bestatigen
        zuschlag|zusage geht|bekommt|an|habt|erhalten
        ihr habt|bekommt|kriegt .. auftrag|zuschlag|unterschrift|neuen_kunden
        stellt|stellen|schaltet|schalten uns|mich|unser|es|das ... um|frei|fest|dauerhaft|bezahlt .. 
        wir|ich sind|bin dabei|an_bord|uberzeugt|im_boot
        gekauft|verkauft|abgemacht|topp|gebongt|deal $
        wir|ich machen|mache das|es|den_deal
        wo .. unterschreiben|unterschreibe|bezahlen|zahlen|zahle|bestellen
        vertrag .. ist|kommt|unterschrieben|zuruck
      `,
    },
    {
      means: 'notSold',
      patterns: `
        nicht|kein|keine|keinen|noch_nicht|nie|wenn|falls|ob|bevor|ehe|sobald .. 
        test|testen|testzugang|testversion|demo|probe|angebot_uber|angebot_fur|kunden|freund|nachbar|bruder|schwester|kollege|bekannter
      `,
    },
    {
      means: 'notOffer',
      patterns: `
        gibt|habt|haben|bietet|bieten es|s|ihr|sie .. test|testversion|demo|testphase|testzugang|probezeit
        angebot .. angenommen|erhalten|bekommen|gelesen|angekommen|gepruft|prufen
        euer|eurem|euren|ihr|ihrem|ihres angebot .. gultig|gilt|enthalten|prufen|liegt|ist
        wie lange|lauft .. test|testphase|testversion
        nach|wahrend dem|der test|testphase|testversion
        uberhaupt|eigentlich|grundsatzlich .. testen|test|demo
      `,
    },
    {
      means: 'offer',
      patterns: `
        vorfuhren|vorfuhrt|vorzufuhren|prasentieren|prasentation|vorstellen|live_zeigen|live_sehen|prasentiert
        zugang|konto|account .. freischalten|einrichten|anlegen|geben|aktivieren|bitte|test|fur
        freischalten|anlegen|einrichten .. zugang|konto|account|test
        zwei|#num|14|2 wochen|tage .. testen|ausprobieren|probieren|test
        testen|ausprobieren|probieren .. wochen|tage|mal|wir|gern|gerne|lassen
        offerte|preisliste_fur|kalkulation|kostenaufstellung|vertragsmuster|vertragsentwurf|vertrag_zur_ansicht|rahmenvertrag|bestellformular
        kalkulieren|rechnen|ausrechnen .. fur|#size|#num|uns
        #size|#num .. mann|leute|kopfe|plane|platze|personen .. was|wieviel|preis|kosten|zahlen
        schriftlich .. preis|angebot|geben
        bitte .. angebot|preis .. 
      `,
    },
    {
      means: 'notLost',
      patterns: `
        kein|nicht .. interesse|interessiert .. anruf|telefonat|demo
        noch|vorerst|erstmal nicht
        nicht .. vor|bis #when|#soon
      `,
    },
    {
      means: 'lost',
      patterns: `
        entschieden|entscheiden|entscheidung|gewahlt|genommen|fiel|gefallen|unterschrieben|abgeschlossen|gekauft|geworden ... @andere
        @andere ... entschieden|genommen|gewahlt|gekauft|unterschrieben|zuschlag|gewonnen|geworden|abgeschlossen|bekommen
        ohne euch|sie|perch .. weiter
        machen|mache wir|ich|es .. ohne|selbst|selber .. weiter|euch|perch
        kein|keinen|keinerlei bedarf .. mehr|und|kein|nein|bitte
        nicht|nichts|nie .. mehr|wieder .. melden|anschreiben|schreiben|anrufen|kontaktieren|belastigen
        bitte .. nicht .. kontaktieren|anschreiben|melden .. mehr|wieder
        loschen|loscht|losche|streichen|streicht .. daten|adresse|konto|uns|mich|liste|verteiler
        vom|aus_dem verteiler|liste
        zuruckziehen|ziehen|ziehe|storniere|stornieren|stornieren_sie .. anfrage|bestellung|zuruck
        nichts|nix fur uns|mich
        brauchen|brauche|brauch wir|ich|es|das|euch|sie? .. nicht_mehr|definitiv_nicht|nie
        wird|wurde .. nichts .. uns|euch|daraus
        aus die maus
        nein .. und_dabei|und_das_bleibt|bleibt_es|danke_nein
        es bleibt bei|beim .. alten|excel|outlook|nein|papier
        bleiben|bleibe|behalten|behalte .. excel|outlook|altes|alte|alten|bisherigen|jetzigen|papier|zetteln|lieber
        geschaft|firma|laden|betrieb|praxis .. schliessen|schliesst|machen_zu|zu|insolvent|aufgegeben|dicht
        projekt .. gestorben|abgesagt|eingestellt|gestrichen|beerdigt
        absage|abgesagt|abgelehnt|gestorben|vom_tisch|abgehakt|vergessen_sie_es|vergesst_es
        lassen|lass sie|mich|uns .. ruhe|frieden
      `,
    },
    {
      means: 'bargain',
      patterns: `
        geht|ginge|ist|gibt da|das|s|es .. noch|was|etwas|billiger|gunstiger|spielraum|luft|mehr|drin|weniger|runter
        noch was|etwas .. gehen|machen|drin|rausholen|am|tun
        preis|preislich|tarif|summe|betrag|angebot|laufzeit|frist|kundigungsfrist|vertrag|zahlungsziel|zahlung|gebuhr|mindestlaufzeit|haftung|klausel|paragraph|paragraf|punkt ... zu|kurzer|kurzen|langer|geringer|niedriger|anders|andern|anpassen|streichen|senken|reduzieren|verkurzen|verlangern|runter|weg|raus|mindern|halbieren|nachbessern|verbessern|entfernen
        kurzere|langere|andere|niedrigere|bessere|geringere|flexiblere|gunstigere|monatliche|jahrliche laufzeit|frist|kundigungsfrist|preise|konditionen|zahlung|zahlungsfrist|zahlungsziel|rate|bedingungen|raten|vertragslaufzeit
        statt|anstatt|anstelle .. monate|monaten|jahre|jahren|platze|lizenzen|tage|tagen|jahrlich|monatlich|euro|#size|#money|#num|#rate|drei|zwei
        #num|12 statt
        zu teuer|viel|hoch|happig|lang|kurz|knapp .. 
        etwas|bisschen|ziemlich|ganz_schon|recht teuer|viel|hoch|happig|stolz
        wenn|falls|sofern wir|ich|sie|ihr ... jahre|voraus|heute|unterschreiben|unterschreibe|abnehmen|streicht|nachlasst|runtergeht|weglasst|schenkt|drauflegt
        entgegen .. kommen|kommt|kommst
        kommen|kommt|kommst sie|ihr|du .. entgegen
        mein|unser|unsere|meine letztes|limit|schmerzgrenze|vorschlag|obergrenze|gegenangebot
        gebt|geben|gib|macht|machen|lasst|lassen|legt|legen .. sie? uns|mir|noch .. #percent|#money|prozent|drauf|dazu|nach|gunstiger|billiger|nachlass|rabatt|gratis
        ohne .. gebuhr|einrichtung|schulung|mindestlaufzeit|modul|ki
        monatlich|quartalsweise|jahrlich|in_raten .. zahlen|bezahlen|statt|zahlbar
        streichen|streicht|weglassen|rausnehmen|herausnehmen|reduzieren|dazulegen|drauflegen
        dafur .. nachlass|rabatt|gunstiger|weniger|#percent
      `,
    },
    {
      means: 'notBargain',
      patterns: `
        was|wie .. bedeutet|heisst|lautet|ist .. klausel|paragraph|punkt|frist|kundigungsfrist|laufzeit
        wie lange|hoch .. 
        gilt|ist|sind .. inklusive|enthalten|mwst|mehrwertsteuer|netto|brutto
      `,
    },
  ],
  fr: [
    {
      means: 'sold',
      patterns: `
        on|nous|je|j .. le|la|l|les prend|prends|prenons|achete|achetons|commande|commandons|signe|signons|garde|gardons|veux|valide|validons
        on|nous|je prend|prends|prenons|achete|achetons|commande|commandons|signe|signons|valide|validons|souscris|souscrivons|accepte|acceptons .. 
        envoyez|envoie|envoyer .. facture|bon_de_commande|contrat_a_signer|lien_de_paiement|contrat .. 
        bon|ok|oui|parfait|vendu|banco|super .. on|je|nous|vous .. prend|prends|signe|commande|lance|valide|pouvez_lancer|pouvez_facturer|y_va
        lancez|lancer|validez|valider|passez|passer .. commande|abonnement
        c est oui|signe|vendu|parti|valide|bon_pour_nous|ok_pour_nous|entendu
        devis|contrat|offre|bon_de_commande .. signe|accepte|valide|approuve|est_signe|retourne
        bon pour accord
        marche|affaire|accord conclu|conclue|signe
        passer|passez|basculer|basculez|mettez|mettre nous|notre|on|mon|compte ... payant|payante|abonnement|definitif|formule
        comptez sur nous
        debitez|facturez|prelevez .. 
        vous avez gagne|un_nouveau_client|notre_accord|mon_accord|convaincu
        feu vert
      `,
    },
    {
      means: 'notSold',
      patterns: `
        pas|ne|n|jamais|si|avant|quand|essai|essayer|demo|tester|ami|amie|cousin|voisin|concurrent|rendez_vous|client|clients .. 
      `,
    },
    {
      means: 'notOffer',
      patterns: `
        proposez|avez|offrez|existe|y_a vous|t_il|un|une? .. essai|demo|periode|version|test
        vous proposez|avez|offrez|faites .. essai|demo|periode|version|test
        recu|recue|lu|etudie|etudions|examine .. devis|offre|proposition
        l essai dure|est|comprend|est_il|necessite
        apres l|la .. essai|periode
        ou pas $
      `,
    },
    {
      means: 'offer',
      patterns: `
        devis|proposition|offre|chiffrage|estimation|cotation .. pour|s_il|svp|par_mail|ecrit|ecrite
        quel|quels|combien|prix|tarif|cout|couterait|coute|paierait|paierions|reviendrait ... pour|a|nous_sommes|on_est .. #num|#size|equipe|nous|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze
        nous sommes|serions|serons .. combien|prix|tarif
        on est|sera|serait .. combien|prix|tarif
        presenter|presentez|presentation|demonstration|visioconference .. 
        ouvrir|ouvrez|activer|activez|creer|creez|donnez|inscrire|inscrivez .. compte|acces|essai|test|version
        modele|exemplaire|projet|copie de contrat
        essayer|tester pendant|deux|quelques|avant|gratuitement|l_outil|perch|le|la
        montrer|montrez .. nous|moi|equipe|lundi|mardi|mercredi|jeudi|vendredi
      `,
    },
    {
      means: 'notLost',
      patterns: `
        pas .. encore|tout_de_suite|maintenant|avant|pour_l_instant|cette_annee
      `,
    },
    {
      means: 'lost',
      patterns: `
        ne .. interesse|interessent|convient|conviennent|correspond|correspondent|voulons|veux|donnerons|donnera|prendrons .. pas|plus|suite|rien
        ne nous|m|me|n interesse|interessent|convient|correspond
        pas|plus interesse|interesses|interessee|interessant|pour_nous|pour_moi
        part|partons|parti|partis|passe|passons|alle|alles|va|tourne|tournons|choisi|choisissons|retenu|signe|pris|prefere|preferons|opte|optons|achete|finalement ... autre|concurrent|concurrence|ailleurs|concurrents|zendesk|front|missive|hubspot|intercom
        une autre solution|societe|entreprise|offre .. retenue|choisie|gagne|ete
        inutile de|d .. relancer|rappeler|recontacter|insister|ecrire|continuer
        ne .. relancez|recontactez|ecrivez|contactez|insistez|rappelez|derangez .. plus|pas
        supprimez|effacez|retirez|desinscrivez|enlevez .. mes|nos|donnees|coordonnees|adresse|moi|nous|dossier|liste|mail
        on|nous|je arrete|arretons|laisse|laissons|abandonne|abandonnons|renonce|renoncons|annule|annulons|decline|declinons .. 
        annulez|annuler|classer|cloturer|fermer|fermez|cloturez .. demande|dossier|projet
        reponse|decision .. non|negative
        un non definitif|ferme|clair
        non definitif|ferme|definitivement
        definitivement .. 
        sans nous|moi
        on|nous se|en reste|restons .. la
        on en reste|restera .. la
        tres peu pour
        fermons|ferme|fermer .. boutique|entreprise|societe|magasin|definitivement
        projet .. abandonne|annule|enterre|mort
        plus besoin .. merci|de_vous|du_tout|desormais
      `,
    },
    {
      means: 'bargain',
      patterns: `
        trop|un_peu|plutot|bien|assez cher|chere|eleve|elevee|salee|sale|long|longue|haut|court
        vous .. pouvez|pourriez|pouvez_vous|pourriez_vous|peut|peux .. nous? .. offrir|offrez|faire|baisser|descendre|reduire|enlever|retirer|inclure|ajouter|supprimer|accorder|aligner|changer|modifier
        pouvez|pourriez|pourrait vous|on .. offrir|faire|baisser|descendre|reduire|enlever|retirer|inclure|ajouter|supprimer|accorder|aligner|modifier .. 
        offrir|offrez|inclure|incluez|ajoutez|ajouter|cadeau|offerte|offerts|gratuit|gratuite|gratuitement .. formation|mois|mise|module|frais|installation|migration|support|options
        conditions|clause|resiliation|engagement|preavis|paiement|duree|echeance|penalites|responsabilite|contrat|article ... pas|trop|modifier|changer|reduire|revoir|enlever|supprimer|ramener|ne_passent|passe_pas|plutot|au_lieu
        au_lieu de|d .. 
        plutot qu|que .. 
        payer|regler|paiement|facturer|facturation .. mensuellement|par_mois|en_plusieurs|trimestre|trimestriel|a_60|a_30|jours|fin_de_mois|en_deux|en_trois
        en echange
        si vous .. baissez|enlevez|offrez|faites|retirez|descendez|ajoutez|acceptez
        prix|tarif|montant|total|devis .. baisser|descendre|revoir|ajuster|ramener|geler|bloquer|negocier|effort|mieux|moins|trop
        mieux .. prix|tarif|offre|faire
        faire mieux|quelque_chose|un_prix|un_effort|un_geste
        derniere offre|mot|prix
        sortir|partir|resilier .. chaque|apres|tous|trimestre|mois
      `,
    },
    {
      means: 'notBargain',
      patterns: `
        que|qu|quelle|quel .. signifie|veut_dire|est|dit .. clause|article|preavis|duree
        est il|elle|ce .. ttc|ht|tva
        ami|cousin|frere|voisin .. 
      `,
    },
  ],
  es: spanish,
};
