import type { StepRules } from './stage-rules.js';

/** How Spanish makes a step, besides the commonest ways in `stage-rules.ts`. */
export const spanish: readonly StepRules[] = [
  {
    means: 'sold',
    patterns: `
        lo|la|nos|los|me compramos|compro|contratamos|contrato|quedamos|tomamos|tomo|quedo|llevamos|cogemos|llevo|cojo|firmo|firmamos|aceptamos|acepto|encargamos
        nos lo|la quedamos|llevamos
        me lo|la quedo|llevo
        compramos|contratamos|aceptamos|acepto|firmamos|encargamos|pedimos|compro|contrato .. #size|#num|licencias|puestos|plan|oferta|perch|presupuesto|cinco|tres|dos|cuatro
        mandeme|mandad|manden|envien|enviad|enviame|mandame|enviadnos|mandadnos|envieme|pasadnos|pasenme .. papeles|factura|contrato_para|enlace_de_pago|contrato
        si|vale|ok|perfecto|venga|hecho|listo|genial .. adelante|compramos|contratamos|lo_queremos|firmamos|cerramos|nos_lo|dale|lo_compro|factura
        trato|acuerdo|negocio hecho|cerrado
        presupuesto|oferta|contrato .. aceptado|aceptada|firmado|firmada|aprobado|aprobada
        pasadnos|pasar|pasenos|cambiadnos|pongannos|ponednos .. pago|plan|definitivo
        facturad|facturen|facturenos|cobrenme|cobradnos .. 
        adelante con .. pedido|contrato|compra|plan|todo
        contad|cuenten con nosotros
        donde .. firmo|firmamos|pago|pagamos
        vendido|hecho|cerrado $
      `,
  },
  {
    means: 'notSold',
    patterns: `
        no|nunca|si|cuando|antes|prueba|probar|demo|amigo|primo|vecino|cliente|clientes|solo .. 
        amigo|amiga|primo|vecino|conocido .. 
      `,
  },
  {
    means: 'notOffer',
    patterns: `
        tienen|tenes|teneis|tienes|hay|ofrecen|ofreceis|existe .. prueba|demo|version|periodo
        hemos|recibido|recibi|recibimos|leido|revisando .. presupuesto|oferta|propuesta
        no|sin|ningun|nada .. presupuesto
        cuanto dura|tiempo .. prueba
        despues de .. prueba
      `,
  },
  {
    means: 'offer',
    patterns: `
        presupuesto|cotizacion|propuesta|oferta .. para|por_escrito|por_favor|de|por
        cuanto|precio|costaria|saldria|seria|costo|coste|cuesta|pagariamos|sale|cobran|cobrarian ... para|por|si|somos|seriamos .. #num|#size|nosotros|ocho|diez|cinco|seis|doce|siete|cuatro|tres|nueve
        somos|seriamos .. cuanto|precio|cuesta|sale
        activar|activame|activeme|activen|abrir|abran|crear|creen|dar|dame|deme|quiero|queremos .. cuenta|prueba|acceso|version
        presentar|presentacion|demostracion|videollamada|ensenarlo|mostrarlo|ensenarnoslo .. 
        probarlo|probar|probarla .. semanas|dias|antes|semana|equipo|gratis|podemos|puedo|queremos|quiero
        podemos|puedo|podriamos|queremos|quiero|queria|me_gustaria|nos_gustaria .. probar|probarlo|probarla|verlo|ver_una
        modelo|borrador|copia|ejemplo de? contrato
      `,
  },
  {
    means: 'notLost',
    patterns: `
        no .. todavia|ahora|de_momento|por_ahora|aun|hasta
      `,
  },
  {
    means: 'lost',
    patterns: `
        no .. interesa|interesan|queremos|quiero|convence|hace_falta|necesitamos|vamos_a|seguiremos|seguimos .. nada|mas|nunca|gracias|comprar|contratar|continuar|seguir|adelante|$
        elegido|elegimos|decidido|decidimos|escogido|optado|quedado|contratado|contratamos|decantado|optamos|vamos|fuimos|preferido|comprado|firmado|compramos|elegi ... otra|otro|competencia|zendesk|otros|alternativa|front|hubspot|missive|intercom
        otra|otro .. herramienta|empresa|proveedor|opcion|solucion .. elegido|gano|ha_ganado|mejor_y
        ya .. tenemos otra|otro|hemos_comprado|contratamos .. 
        no .. escriban|llamen|contacten|insistan|molesten|escribais|llameis|escriba|insista|contactar .. mas|nunca|no|$
        borren|borrad|borre|eliminen|quiten|quitenme|borrenme|denme .. datos|lista|baja|correo
        darme|darnos|denme|denos|dadnos|dadme de baja
        cancelen|cancelad|cancelo|cancelamos|anulen|retiramos|retiro .. solicitud|peticion|pedido|todo|proyecto
        nos .. quedamos|seguimos .. como|igual|con_lo|excel|papel
        respuesta|decision .. es no|negativa
        un no rotundo|definitivo|claro
        es|sera no .. definitivo|rotundo|definitivamente
        nada de|que .. interes
        sin interes
        cerramos|cierra|cerrar .. negocio|empresa|tienda|persiana|para_siempre
        proyecto .. cancelado|anulado|muerto|descartado
        nunca|jamas .. compraremos|compraria|comprare|voy_a_comprar
      `,
  },
  {
    means: 'bargain',
    patterns: `
        nos|me .. hacen|haceis|hace|haces|hagan|quitan|quitais|regalan|regalais|rebajan|rebajais|bajan|bajais|dejan|dejais|dais|dan|mejoran|igualan|perdonan|incluyen|descuentan .. precio|descuento|alta|mes|gratis|menos|algo|rebaja|#percent|oferta|formacion|mejor
        podeis|pueden|puede|podrian|podrias|puedes .. bajar|quitar|incluir|hacer|mejorar|ajustar|rebajar|cambiar|igualar|regalar|reducir|anadir|dejar
        demasiado|muy|algo|un_poco|bastante caro|cara|alto|elevado|largo|corto|larga
        si .. firmamos|pagamos|firmo|pago|contratamos|cogemos|compramos|nos_comprometemos .. 
        en_vez|en_lugar|a_cambio de .. 
        pagar|pago|factura|facturacion .. plazos|mensual|trimestral|a_60|a_30|a_90|dias|meses|fraccionado|dos_veces
        clausula|condiciones|plazo|permanencia|penalizacion|contrato|renovacion|preaviso ... cambiar|quitar|reducir|acortar|inaceptable|menos|no|modificar|eliminar|larga|largo
        mi|nuestra|nuestro ultima|ultimo|contraoferta|propuesta|limite|tope
        lo dejamos en|dejais_en #money|#num|#rate
        mejor|ultimo|buen precio|oferta
        sin .. alta|permanencia|coste|instalacion
      `,
  },
  {
    means: 'notBargain',
    patterns: `
        que .. significa|dice|es .. clausula|condiciones|plazo|iva
        con|sin|incluye iva
        amigo|primo|hermano|vecino .. 
      `,
  },
];
