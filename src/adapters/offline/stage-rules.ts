import type { Language } from './language.js';
import { bargainEnglish } from './stage-english-bargain.js';
import { lostEnglish } from './stage-english-lost.js';
import { offerEnglish } from './stage-english-offer.js';
import { wonEnglish } from './stage-english-won.js';
import { moreForeign } from './stage-foreign.js';
import { english } from './stage-rules-english.js';

/** A step that words can make; those with `Soft` only after an offer was asked for. */
export type Step =
  | 'offer'
  | 'bargain'
  | 'bargainSoft'
  | 'won'
  | 'lost'
  | 'sold'
  | 'wonSoft'
  | 'notWon'
  | 'notSold'
  | 'notLost'
  | 'notOffer'
  | 'notBargain';

/** Rules of one step. */
export interface StepRules {
  readonly means: Step;
  readonly patterns: string;
}

/** The commonest ways; a clause may make several steps. */
const common: Readonly<Record<Language, readonly StepRules[]>> = {
  en: [...english, ...offerEnglish, ...bargainEnglish, ...wonEnglish, ...lostEnglish],
  de: [
    {
      means: 'won',
      patterns: `
        nehmen|nehme|kaufen|kaufe|bestellen|bestelle .. es|das|wir|ich|ihn|sie|verbindlich|hiermit
        wir|ich .. nehmen|kaufen|bestellen|unterschreiben|unterzeichnen .. das|es|jetzt|heute
        ich|wir .. will|wollen|mochte|mochten .. kaufen|bestellen|abschliessen|erwerben
        will|wollen|mochte|mochten ich|wir .. kaufen|bestellen|abschliessen|erwerben
        abgemacht|deal|gekauft|einverstanden_wir|zuschlag|beauftragen|beauftrage
        machen|mache wir|ich .. so|das|fest|es
        sind|bin dabei|uberzeugt|an_bord
        wo|wie .. unterschreiben|unterschreibe|bezahlen|zahle
        schicken|schickt|senden|schick .. vertrag|rechnung|bestellformular .. 
        her damit|mit_dem_vertrag
        legen wir los
        ja .. kaufen|nehmen_wir|nehmen
        annehmen|nehmen .. angebot .. an
        angebot .. nehmen_wir_an|angenommen|akzeptiert
        sie haben|ihr_habt mich|uns uberzeugt
      `,
    },
    {
      means: 'notWon',
      patterns: `
        nicht|kein|keine|keinen|nie|noch_nicht .. kaufen|bestellen|nehmen|abschliessen|unterschreiben
        kaufen|bestellen|abschliessen nicht
        konnen|kann|kennenlernen|vielleicht|eventuell .. kaufen|bestellen
        testversion|testzugang|demo|wissen|ob|bevor .. 
      `,
    },
    { means: 'notLost', patterns: 'nicht .. jetzt|heuer|momentan|derzeit|dieses_jahr' },
    {
      means: 'lost',
      patterns: `
        kein|keine|nicht .. interesse|interessiert|interessant_fur_uns
        hat|habe sich .. erledigt
        erledigt
        haben|habe uns|mich .. anders|andere|anderen|anderes|dagegen|gegen|konkurrenz|fur_einen .. 
        andere|anderen|anderes|konkurrenz|mitbewerber|zendesk|front .. entschieden|genommen|gewahlt|geworden|gekauft|genommen
        entschieden .. dagegen|gegen|anderen|anderes|andere
        bleiben|bleibe wir|ich? bei .. 
        nein .. danke .. kein|nicht|bleiben|das_wars
        nichts fur uns|mich
        lassen|lasse wir|ich es|das|bleiben|sein
        kommt .. nicht in_frage|infrage
        nicht mehr kontaktieren|anschreiben|melden|schreiben
        lasst|lassen sie mich|uns .. ruhe
        verzichten|absagen|sage_ab|sagen_ab|ablehnen|lehnen .. 
        absage
        endgultig
      `,
    },
    {
      means: 'bargain',
      patterns: `
        rabatt|nachlass|skonto|preisnachlass|mengenrabatt|entgegenkommen|preislich|billiger|gunstiger|verhandeln|verhandelbar|verhandlungsspielraum|prozente|sonderpreis|sonderkonditionen|konditionen|freimonat|zahlungsziel
        #percent .. 
        noch .. am_preis|was_am_preis|machen_am_preis
        am preis .. machen|drehen|tun
        preis .. runter|senken|drucken|entgegen|heruntergehen|festschreiben|luft|spielraum|halten
        laufzeit|jahren|jahre .. gunstiger|rabatt|nachlass|erwarten|billiger
        ohne einrichtungsgebuhr|onboarding|schulung|das_modul|zusatzmodul
        gratis|umsonst|kostenlos|geschenkt|obendrauf|drauf .. 
        einrichtungsgebuhr|einrichtung|onboarding|gebuhr .. weg|streichen|erlassen|weglassen|kostenlos|gratis|schenken
        letztes angebot|wort
        bei|wenn #num|zwei|drei jahren|jahre
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        kundigungsfrist|laufzeit|weniger platze|lizenzen
        monatlich|jahrlich|im_voraus zahlen
      `,
    },
    {
      means: 'offer',
      patterns: `
        angebot|kostenvoranschlag|offerte|preisangebot .. 
        vertragsentwurf|mustervertrag|vertragsunterlagen
        was|wieviel|wie_viel|welcher_preis .. kostet|kosten|kame|zahlen|ware|liegen|machen|kommt|wurde .. #size|fur_uns|#num
        kostet|kosten|preis|preise|zahlen|zahle .. fur|bei #size|uns|unser|#num|zehn|zwolf|funf|sechs|acht|drei|vier
        #size .. kosten|kostet|preis|wieviel|was_macht_das
        was .. #size .. kosten|kostet
        fur #size .. was|kosten
        was|wieviel|wie_viel .. kostet|kosten|ware .. fur #num
        was|wieviel .. bei|fur|mit #size
        testinstanz|testumgebung|testkonto|testlizenz|teststellung|testen|ausprobieren|probieren|testzugang|testphase|probezugang|probemonat|testversion|demo|vorfuhrung|testaccount|demotermin|probieren
        zeigen .. uns|mir|mal
        termin .. vereinbaren|machen|ausmachen|fur|vorschlagen
        vertrag|avv .. schicken|senden|zusenden|zuschicken|haben
      `,
    },
  ],
  fr: [
    {
      means: 'won',
      patterns: `
        on y va|prend|signe|achete|fonce|commande
        nous prenons|signons|achetons|commandons|acceptons
        je|on prends|prend|signe|achete|commande|accepte|valide .. 
        marche conclu
        je|j|nous|on .. voudrais|voudrions|veux|voulons|veut|souhaite|souhaitons|aimerais|aimerions|desire|desirons .. acheter|commander|souscrire|signer
        c est d_accord|bon|ok|signe|parti|vendu .. on|envoyez|je|nous|$
        envoyez .. facture|contrat|bon_de_commande .. 
        ou .. signe|signer|payer|paie|signons
        vendu|adjuge|banco|tope_la|affaire_conclue|deal|feu_vert_pour_signer
        allons y
        vous m_avez|nous_avez convaincu|convaincus|convaincue
        partant|partants|partante
      `,
    },
    {
      means: 'notWon',
      patterns: `
        pas|ne|n|jamais|peut_etre|essai|demo|avant_de .. acheter|commander|souscrire|achete|commande
        si .. acheter|commander|achete
      `,
    },
    { means: 'notLost', patterns: `pas .. maintenant|pour_l_instant|cette_annee|tout_de_suite|pour_le_moment` },
    {
      means: 'lost',
      patterns: `
        pas|plus|aucun|aucunement .. interesse|interesses|interessee|interet|interessent|pour_nous|interesse_pas
        choisi|pris|opte|decide|signe|parti|partis|prefere .. autre|concurrent|ailleurs|zendesk|concurrence|ne_pas
        non merci .. 
        reste|restons|rester .. avec|sur|excel|notre|comme|a
        laisse|laissons tomber
        laissez moi|nous tranquille|tranquilles
        ne .. contactez|ecrivez|appelez|recontactez plus
        abandonne|abandonnons|renoncons|renonce
        on arrete la
        c est non
        sans suite
        merci mais non
        tant pis
      `,
    },
    {
      means: 'bargain',
      patterns: `
        remise|rabais|reduction|ristourne|geste|geste_commercial|promo|promotion|negocier|negociable|moins_cher|un_effort|effort_sur|baisser|meilleur_prix|offrir|offrez|offert|remises|degressif
        #percent .. 
        si on|nous s_engage|prend|prenons|paie|paye|payons|signe|signons|engageons
        engage~ sur|pour .. ans
        prix .. baisse|descendre|baisser|bloquer|geler
        sans les? frais|mise_en_service|formation|module
        frais .. offerts|retirer|enlever|gratuits|supprimer
        descendre|baisser .. a|prix|tarif
        conditions|echelonner|en_plusieurs_fois|delai_de_paiement|duree_d_engagement
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        paiement|mensuel|annuel|engagement
      `,
    },
    {
      means: 'offer',
      patterns: `
        devis|proposition|offre_ecrite|offre_commerciale|offre_de_prix|offre_chiffree|chiffrage|projet_de_contrat|contrat_type
        offre .. pour|ecrite|chiffree
        combien|prix|tarif|quel_prix|couterait|coute|cout|faudrait_compter .. #size|pour_nous|pour_notre|postes
        combien|prix|tarif .. pour #num
        #size .. combien|prix|ca_fait|ca_ferait|coute|tarif
        essayer|tester|essai|version_d_essai|demo|demonstration|periode_d_essai|test_gratuit|compte_de_test
        rendez_vous|rdv|creneau|visio
        envoyez|envoyer|recevoir|voir .. contrat|offre|devis|proposition
        nous faire une? offre|proposition
        montrer|montrez
      `,
    },
  ],
  es: [
    {
      means: 'won',
      patterns: `
        lo|la|nos compramos|compro|contratamos|contrato|quedamos|tomamos|tomo|quedo|llevamos|cogemos|llevo|cojo|firmo|firmamos $
        lo compramos|contratamos|queremos|tomamos|cogemos
        trato hecho
        quiero|queremos|quisiera|quisieramos|deseo|deseamos|gustaria|querria|querriamos .. comprar|comprarlo|comprarla|contratar|contratarlo|contratarla|adquirir|adquirirlo
        hecho $
        nos|me quedamos|quedo con perch|ustedes|vosotros|el|la|lo
        adelante|vamos con|a_por|firmamos|con_el_contrato|mandeme|envien|manden|preparen
        vamos adelante
        donde|como .. firmo|firmamos|pago|pagamos
        mandeme|envieme|enviame|mandame|envien|manden|prepare|preparen .. contrato|factura|orden
        compramos|contratamos|firmamos|compro|vendido|aceptamos|acepto|firmo .. 
        me|nos ha|han convencido|convencieron
        estamos|estoy dentro|listos_para_firmar|convencidos
        cerramos|cerrado .. trato|acuerdo|el
      `,
    },
    {
      means: 'notWon',
      patterns: `
        no|nunca|quizas|quiza|tal_vez|antes_de .. comprar|comprarlo|contratar|contratarlo|compro|compramos|adquirir
        solo|unicamente|siempre_que|si .. si|hay|si_hay|cuando
      `,
    },
    { means: 'notLost', patterns: `no .. ahora|por_ahora|de_momento|este_ano|todavia` },
    {
      means: 'lost',
      patterns: `
        no .. interesa|interesados|interesado|interesada|interes|es_para_nosotros|vamos_a_seguir|nos_convence
        hemos|han elegido|escogido|contratado|comprado|decidido .. otra|otro
        elegido|elegimos|decidido|decidimos|escogido|optado|quedamos|quedado|contratado|contratamos|elegi|decidio|decantado|ido|optamos|vamos|fuimos|preferimos .. otra|otro|competencia|zendesk|otros|alternativa
        seguimos|seguiremos|quedamos|seguir|quedaremos con|igual|como .. 
        gracias pero no|ya_no
        no gracias
        dejelo|dejalo|olvidelo|olvidalo|descartado|descartamos|renunciamos|desistimos
        no .. llamen|escriban|contacten|vuelvan|molesten|moleste .. mas|no
        dejenme|dejen en paz
        definitivamente no
        es un no
        lo dejamos aqui|estar
      `,
    },
    {
      means: 'bargain',
      patterns: `
        descuento|rebaja|rebajar|rebajan|rebajas|oferta_mejor|mejor_precio|negociar|negociable|mas_barato|barato|bajar|bajan|baja|bajarme|promocion|regalan|regalar|regalarnos|regateo|bonificacion
        #percent .. 
        quita|quitan|quitar|elimina|sin .. coste|alta|costo|modulo|instalacion|formacion|gastos
        si .. firmo|firmamos|contratamos|pagamos|contrato|pago|comprometemos
        precio .. congelar|congelado|mejor|ajustar|apretar|mejorar
        condiciones|plazos_de_pago|permanencia|en_cuotas
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        pago|facturacion anual|mensual
      `,
    },
    {
      means: 'offer',
      patterns: `
        presupuesto para|de #size|ocho|diez|usuarios|personas|cinco|doce|#num
        mandeme|mandame|envieme|enviame|enviarme|mandarme|mandarnos|enviarnos|manda|envia|envien|manden|hagame|hazme|hacerme|pasame|paseme|pasarme|preparame|prepareme|quiero|quisiera|queremos|necesito|necesitamos|solicito|solicitar|pedir|recibir|darme|dar|querria|preparar|podria .. presupuesto|cotizacion|oferta|propuesta|contrato|borrador
        cotizacion|cotizar|cotizarme
        oferta .. por_escrito|para
        cuanto|precio|costo|costaria|saldria|seria|que_precio|coste .. para #num
        cuanto|precio|costo|costaria|saldria|seria|que_precio|coste .. #size|para_nosotros|puestos
        #size .. cuanto|precio|costaria|saldria
        probar|probarlo|prueba|demo|demostracion|version_de_prueba|periodo_de_prueba
        reunion|cita .. agendar|concertar|demo|fijar|programar
        agendar|concertar|programar .. 
        contrato .. borrador|enviar|modelo
        propuesta|cotizacion|oferta|presupuesto .. para #size|#num|usuarios|personas
        prepara|preparan|hace|hacen|manda|mandan|envia|envian|pasa|pasan .. propuesta|cotizacion|oferta|presupuesto
        mostrar|ensenar .. nos|me|ensenarnos|como
      `,
    },
  ],
};

/** By language; a clause may make several steps. */
export const stepRules: Readonly<Record<Language, readonly StepRules[]>> = {
  en: common.en,
  de: [...common.de, ...moreForeign.de],
  fr: [...common.fr, ...moreForeign.fr],
  es: [...common.es, ...moreForeign.es],
};
