/** Something that can be said in several ways; the first that was not said yet is taken. */
export type Ways = readonly string[];

/** What the agent says of itself and of the talk; what it says of the product is the playbook's. `{}` is filled in. */
export const phrases = {
  noted: ['{}, noted.', '{}: got it.', "{}, I've written that down.", '{}, thank you, that helps.'],
  changed: ['{} then, I have changed it.', 'Changed to: {}.', '{} it is now, thanks for correcting me.'],
  severalNoted: ['Noted: {}.', 'Thank you, I have down: {}.', 'I have written down: {}.'],
  need: [
    'I see what you mean.',
    'I understand.',
    'Thank you, now I have a picture of it.',
    'That is a good reason to change something.',
  ],
  noNeed: [
    "Fair enough, then there's nothing to fix.",
    'Good for you, then it can stay as it is.',
    'All right, I take it that things run well as they are.',
  ],
  noBudget: [
    "No money for it at the moment, understood; that's good to know early.",
    'Understood, the budget is not there.',
    'I see, no funds for it as things stand.',
  ],
  authority: [
    "Good, then I'm talking to the right person.",
    'So the decision is with you, good.',
    'Good to know that you can decide.',
  ],
  noAuthority: [
    'Understood, others have a say. I can put the essentials together for them.',
    "I see, it's not for you alone to decide; anything you need for that talk, just ask.",
    'All right, so somebody else signs it off.',
  ],
  noTimeline: [
    "No hurry then, that's fine.",
    'All right, whenever it suits you.',
    'Understood, there is no date for it.',
  ],
  yes: ['Good, I have noted that.', 'Thanks, that is clear.', 'All right, that is settled.'],
  no: ['Understood.', 'I see, thanks for saying so.', 'All right, noted.'],
  bot: [
    "I'm a program, not a person. I know {} well, and I can bring in a human colleague whenever you like.",
    "Yes, I'm software. Whenever you'd like a human, say so.",
    'No human here, only a program; people are one word away, though.',
  ],
  who: ["I'm {}, a digital assistant.", 'My name is {}.'],
  speaks: [
    'I write English; in {} I can take down what you need and bring in a person.',
    'English is what I know best, and I follow {}.',
  ],
  unknown: [
    "I don't know that, and I'd rather not guess. A colleague can tell you; just say so and I'll bring one in.",
    "I can't answer that one reliably. If you like, I'll have a person look into it.",
    "That's not in what I know. Someone from our team would have the answer, just tell me and I'll ask them in.",
    "I have no sure answer to this. It's a good one for a human colleague, whom I can call in.",
    "I'd have to guess there, so I'd better leave it to a person from our team if you want one.",
  ],
  offTopic: [
    "I'm no help with that, I'm afraid. What I know is {}.",
    "That's beyond me. About {}, I can tell you a lot.",
    "I'd only guess there; my subject is {}.",
  ],
  smallTalk: ["I'm well, thank you!", 'All fine here, thanks for asking.', 'Kind of you to ask, all is well.'],
  annoyed: [
    "I'm sorry, I'll stop asking. A person can take over whenever you say so.",
    "Sorry about that. Tell me what you need, or say the word and I'll bring in a colleague.",
    'You are right, and I apologise. I can hand you to a person at any time.',
  ],
  why: [
    'Only so that I suggest what fits; you need not say.',
    'It helps me to point you to the right plan, no more than that. Leave it out if you like.',
  ],
  noCall: ["Don't worry, nobody will call you.", 'No calls, promised.'],
  trial: [
    'Gladly, a colleague will set that up with you.',
    "With pleasure. I'm passing it on, and you'll get a proposal for it today.",
    'Sure, that can be arranged; you will hear from us shortly.',
  ],
  bargain: [
    "I can't change prices or terms myself, but I'm passing that on exactly as you said it.",
    "That's for a person to grant. I've noted it, and you'll get a straight answer.",
    "I'm putting that into the offer as your wish; a colleague decides on it.",
    'Noted as you put it. Somebody who may decide on it will come back to you.',
  ],
  offerAgain: [
    'I have added that to your offer.',
    'That goes into the offer as well.',
    'Your offer now has that, too.',
  ],
  won: [
    'Good. The next steps are on their way to you by e-mail.',
    "It's all under way, you'll have everything by e-mail.",
    'All set on our side.',
  ],
  resumed: [
    'Good to hear from you again. I have noted it, and a colleague will take it up with you; to have them here at once, just say so.',
    'That is noted too, and a person from our team picks it up from here.',
    'Noted. Say the word, and a colleague joins us now.',
  ],
  lost: ['All right, and all the best to you.', 'Understood. Take care.', 'No hard feelings, all the best.'],
  welcome: ["You're welcome!", 'With pleasure.', 'Glad to help.', 'Any time.'],
  bye: ['Have a good day!', 'Goodbye, and all the best!', 'Take care!'],
  later: [
    "Take all the time you need, I'm here.",
    'No pressure. Come back whenever it suits you.',
    'Of course. Pick it up again whenever you like, what we said so far is kept.',
  ],
  followed: [
    'All right.',
    'Got it.',
    'Understood.',
    'I see.',
    'Thanks for telling me.',
    'That helps me to understand.',
    'Good to know.',
  ],
  more: [
    'Tell me a little more, and I can say whether {} fits.',
    'Feel free to ask me anything about {}.',
    "I'm listening.",
    'Go on, I am following.',
    'Whatever you would like to know about {}, just ask.',
  ],
  nextStep: [
    'From what you say it fits. Shall I prepare an offer, or would you rather try it first?',
    'If you like, we can go on to an offer.',
    'Whenever you want an offer in writing, just say for how many people.',
  ],
  handoff: [
    'A colleague has been asked in and will answer here.',
    "Your wish for a person is passed on; they'll be with you as soon as they can.",
    'I have told the team again that you are waiting.',
  ],
  again: ['As I said, {}', 'Once more: {}', 'To say it again: {}', 'In short, as before: {}'],
} satisfies Readonly<Record<string, Ways>>;

type Key =
  | 'greet'
  | 'noted'
  | 'need'
  | 'no'
  | 'person'
  | 'offer'
  | 'bargain'
  | 'won'
  | 'lost'
  | 'welcome'
  | 'bot'
  | 'ask'
  | 'followed';

/** The same for the languages in which the agent only takes notes. */
export const foreignPhrases: Readonly<Record<'de' | 'fr' | 'es', Readonly<Record<Key, Ways>>>> = {
  de: {
    greet: ['Guten Tag!', 'Schön, dass Sie schreiben.'],
    noted: ['{} – das habe ich notiert.', '{}, danke, ist vermerkt.', 'Notiert: {}.', '{} – habe ich aufgeschrieben.'],
    need: [
      'Das klingt mühsam, danke für die Schilderung.',
      'Das verstehe ich gut, ich habe es aufgeschrieben.',
      'Danke, jetzt kann ich es mir vorstellen.',
    ],
    no: [
      'Verstanden, danke für die Offenheit.',
      'Gut zu wissen, ich habe es vermerkt.',
      'In Ordnung, so halte ich es fest.',
      'Alles klar, das ist notiert.',
    ],
    person: [
      'Gern, ich hole eine Kollegin oder einen Kollegen dazu; was wir besprochen haben, gebe ich weiter.',
      'Ihr Wunsch ist weitergegeben, gleich meldet sich ein Mensch.',
    ],
    offer: [
      'Gern, ich nehme die Angaben für Ihr Angebot auf; Sie erhalten es innerhalb eines Werktags.',
      'Das kommt mit in Ihr Angebot.',
      'Auch das ist für das Angebot vermerkt.',
    ],
    bargain: [
      'Über Preise und Bedingungen entscheidet ein Mensch; Ihren Wunsch gebe ich genau so weiter.',
      'Das notiere ich als Ihren Wunsch zum Angebot.',
      'Auch diesen Punkt gebe ich weiter.',
    ],
    won: ['Wunderbar, herzlich willkommen! Die nächsten Schritte kommen per E-Mail.', 'Alles Weitere ist unterwegs.'],
    lost: ['Verstanden, vielen Dank für die klare Antwort. Alles Gute!', 'Alles Gute Ihnen!'],
    welcome: ['Gern geschehen!', 'Sehr gern.', 'Immer gern. Alles Gute!', 'Einen schönen Tag noch!'],
    bot: [
      'Ich bin ein Programm, kein Mensch. Einen Menschen hole ich gern dazu.',
      'Hier antwortet Software; ein Mensch ist ein Wort entfernt.',
    ],
    ask: [
      'Das beantwortet Ihnen am besten ein Mensch; sagen Sie einfach Bescheid, dann hole ich jemanden dazu.',
      'Dazu möchte ich nichts Falsches sagen, eine Kollegin weiß es genau.',
      'Auch diese Frage gebe ich gern weiter.',
      'Ich habe die Frage aufgeschrieben, die Antwort kommt von einem Menschen.',
    ],
    followed: [
      'Verstanden.',
      'Danke, das hilft mir.',
      'Alles klar.',
      'Gut, ich habe es aufgenommen.',
      'Danke für den Hinweis.',
    ],
  },
  fr: {
    greet: ['Bonjour !', 'Merci de nous écrire.'],
    noted: ['{}, c’est noté.', '{} : merci, je l’ai inscrit.', 'Noté : {}.', '{}, je le note.'],
    need: [
      'Je comprends, cela doit être pénible.',
      'Merci, je vois mieux la situation.',
      'C’est bien compris, je l’ai noté.',
    ],
    no: [
      'Compris, merci de votre franchise.',
      'Bien, je le note ainsi.',
      'D’accord, c’est inscrit.',
      'Très bien, je garde cela en note.',
    ],
    person: [
      'Bien sûr, je vous mets en relation avec un collègue et lui transmets notre échange.',
      'Votre demande est transmise, une personne vous répond bientôt.',
    ],
    offer: [
      'Volontiers, je note les éléments de votre devis ; vous le recevrez sous un jour ouvré.',
      'Je l’ajoute à votre devis.',
      'C’est noté pour le devis.',
    ],
    bargain: [
      'Les prix et conditions relèvent d’une personne ; je transmets votre demande telle quelle.',
      'Je le note comme souhait pour votre devis.',
      'Ce point est transmis aussi.',
    ],
    won: ['Parfait, bienvenue ! La suite vous arrive par e-mail.', 'Tout est en route.'],
    lost: ['C’est compris, merci de votre réponse claire. Bonne continuation !', 'Bonne continuation !'],
    welcome: ['Je vous en prie !', 'Avec plaisir.', 'Bonne journée à vous !', 'À votre service.'],
    bot: [
      'Je suis un programme, pas une personne. Je peux faire venir un humain à tout moment.',
      'C’est un logiciel qui répond ici ; un humain n’est pas loin.',
    ],
    ask: [
      'Un collègue vous répondra mieux que moi ; dites-le et je le fais venir.',
      'Je préfère ne pas me tromper, un humain saura vous le dire.',
      'Je transmets volontiers cette question aussi.',
      'La question est notée, la réponse viendra d’une personne.',
    ],
    followed: [
      'Compris.',
      'Merci, cela m’aide.',
      'Très bien.',
      'D’accord, j’en prends note.',
      'Merci de la précision.',
    ],
  },
  es: {
    greet: ['¡Hola!', 'Gracias por escribir.'],
    noted: ['{}, anotado.', '{}: gracias, queda apuntado.', 'Anotado: {}.', '{}, lo apunto.'],
    need: ['Lo entiendo, debe de ser pesado.', 'Gracias, ya me hago una idea.', 'Comprendido, lo he apuntado.'],
    no: [
      'Entendido, gracias por la franqueza.',
      'Bien, así lo anoto.',
      'De acuerdo, queda apuntado.',
      'Vale, lo tengo en cuenta.',
    ],
    person: [
      'Claro, le paso con una persona del equipo y le cuento lo que hemos hablado.',
      'Su petición está pasada, enseguida le atiende una persona.',
    ],
    offer: [
      'Con gusto, anoto los datos para su oferta; la tendrá en un día laborable.',
      'Lo añado a su oferta.',
      'También queda apuntado para la oferta.',
    ],
    bargain: [
      'Los precios y condiciones los decide una persona; paso su petición tal cual.',
      'Lo anoto como deseo para su oferta.',
      'Paso también este punto.',
    ],
    won: ['¡Estupendo, bienvenidos! Los siguientes pasos llegan por correo.', 'Todo está en marcha.'],
    lost: ['Entendido, gracias por la respuesta clara. ¡Que le vaya bien!', '¡Que le vaya muy bien!'],
    welcome: ['¡De nada!', 'Con mucho gusto.', '¡Que tenga un buen día!', 'A su servicio.'],
    bot: [
      'Soy un programa, no una persona. Puedo llamar a una persona cuando quiera.',
      'Aquí responde un programa; una persona está a una palabra.',
    ],
    ask: [
      'Eso se lo dirá mejor una persona; avíseme y la llamo.',
      'Prefiero no equivocarme, una compañera lo sabe con certeza.',
      'También paso esta pregunta con gusto.',
      'La pregunta queda apuntada, la respuesta vendrá de una persona.',
    ],
    followed: [
      'Entendido.',
      'Gracias, me ayuda saberlo.',
      'Muy bien.',
      'De acuerdo, tomo nota.',
      'Gracias por el detalle.',
    ],
  },
};
