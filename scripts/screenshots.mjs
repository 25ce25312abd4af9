// Takes the pictures of docs/screenshots: from a service of its own, with conversations that the built-in agent held and
// that are copied over the last weeks. Needs what `npm run build` makes, and Debian's chromium.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Metadata } from '@grpc/grpc-js';
import { chromium } from 'playwright-core';
import { readConfig } from '../dist/config.js';
import { DataServiceClient, ExportConversationsRequest } from '../dist/gen/colloquy/v1/data_service.js';
import { startService } from '../dist/service.js';

const pictures = 'docs/screenshots';
const day = 86_400_000;

/** What users say, and how often such a talk comes. */
const talks = [
  [4, 'web', 'Hi! Our team shares one mailbox and mails get answered twice.', 'We are 12 people. What would it cost?'],
  [
    2,
    'web',
    'Hello, we are drowning in customer mails.',
    'I decide that myself, and we have about 5k a year for it.',
    'We would like to start next month. Can I get a quote?',
  ],
  [
    1,
    'email',
    'We answer 300 mails a day with 20 people and need rules.',
    'Our budget is 10000 euros and I sign myself. We want to begin in January.',
    'What would it cost for 20 people? Please send a quote.',
    "Let's do it, please send the contract.",
  ],
  [3, 'whatsapp', 'Hello, is there an app?'],
  [2, 'email', 'How is it different from Zendesk?', 'We have no budget for this year.'],
  [2, 'web', 'Not interested, we chose another tool.'],
  [2, 'whatsapp', 'We lose customer requests in WhatsApp every week.', 'Can I talk to a person?'],
  [4, 'web', 'Is there a trial?'],
];

const now = [
  [
    'ada',
    'web',
    'Hi! Our team shares one mailbox and mails get answered twice.',
    'We are 12 people. What would it cost?',
  ],
  ['noor', 'whatsapp', 'We lose customer requests in WhatsApp every week.', 'Can I talk to a person?'],
  [
    'grace',
    'web',
    'Good morning! Two of us answer the same mail every other day, customers laugh about it.',
    'We are 12 people. Does it work with Outlook?',
    'I decide that myself, we have about 5k a year for it.',
    'We want to start in January. Can somebody call me about a contract?',
  ],
];

/** A number from 0 to 1, always the same for the same words. */
function chance(...words) {
  return createHash('sha256').update(words.join()).digest().readUInt32BE() / 2 ** 32;
}

const folder = mkdtempSync(join(tmpdir(), 'colloquy-pictures-'));
function start(name) {
  const config = readConfig({
    COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
    COLLOQUY_WEB_ADDRESS: '127.0.0.1:0',
    COLLOQUY_DATA_DIR: join(folder, name),
    COLLOQUY_LOG_LEVEL: 'warn',
  });
  return startService(config);
}

async function call(service, method, request) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://${service.web}/v1/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function talk(service, userId, channel, ...texts) {
  for (const text of texts) await call(service, 'ChatService/Chat', { userId, channel, text });
}

/** The lines of an export, by the conversation that they are of. */
async function exported(service) {
  const client = new DataServiceClient(service.grpc, credentials.createInsecure());
  let text = '';
  for await (const { item } of client.exportConversations(ExportConversationsRequest.fromPartial({}), new Metadata())) {
    if (item?.$case === 'chunk') text += item.value.jsonl.toString();
  }
  client.close();
  const byId = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const { conversation, conversationId = conversation.id } = JSON.parse(line);
    byId.set(conversationId, [...(byId.get(conversationId) ?? []), line]);
  }
  return [...byId.values()];
}

/** The same conversation as another's, at another time, and at the pace of people. */
function copied(lines, copy, begins) {
  const time = /"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g;
  const first = Date.parse(time.exec(lines[0])[1]);
  const pace = 400 + 4000 * chance('pace', copy) ** 2;
  return lines.map((line) =>
    line
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        const hex = createHash('sha256').update(`${id}/${copy}`).digest('hex');
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
      })
      .replace(time, (_, at) => `"${new Date(begins + (Date.parse(at) - first) * pace).toISOString()}"`)
      .replace(/"firstTextMs":\d+/g, () => `"firstTextMs":${Math.round(350 * Math.exp(1.4 * chance(line, copy)))}`)
      .replaceAll(/"template-\d+"/g, `"user-${copy}"`),
  );
}

async function take(service, lines) {
  const client = new DataServiceClient(service.grpc, credentials.createInsecure());
  const answer = await new Promise((resolve, reject) => {
    const stream = client.importConversations(new Metadata(), (error, response) =>
      error ? reject(error) : resolve(response),
    );
    stream.end({ jsonl: Buffer.from(`${lines.join('\n')}\n`) });
  });
  client.close();
  if (Number(answer.linesRefused) > 0) throw new Error(JSON.stringify(answer.errors[0]));
}

const templates = await start('templates');
for (const [i, [, channel, ...texts]] of talks.entries()) await talk(templates, `template-${i}`, channel, ...texts);
const all = await exported(templates);
await templates.stop();

const service = await start('shown');
const weighted = talks.flatMap(([weight, , firstText]) =>
  Array.from({ length: weight }, () => all.find((lines) => lines.join().includes(JSON.stringify(firstText)))),
);
const lines = [];
for (let back = 29; back >= 1; back--) {
  const weekday = new Date(Date.now() - back * day).getDay();
  const count = weekday === 0 || weekday === 6 ? 2 : 5 + Math.floor(6 * chance('count', back));
  for (let i = 0; i < count; i++) {
    const copy = `${back}-${i}`;
    const begins = new Date(Date.now() - back * day).setUTCHours(7) + chance('at', copy) * (day / 2.4);
    lines.push(...copied(weighted[Math.floor(chance('which', copy) * weighted.length)], copy, begins));
  }
}
await take(service, lines);
// Those who waited in the past have been answered.
const { conversations = [] } = await call(service, 'ConversationService/ListConversations', {
  filter: { owners: ['OWNER_KIND_QUEUE'] },
  pageSize: 500,
});
for (const { id } of conversations) {
  await call(service, 'ConversationService/TakeOver', { conversationId: id, humanId: 'kay' });
  await call(service, 'ConversationService/ReturnToAgent', { conversationId: id, humanId: 'kay' });
}
for (const [userId, channel, ...texts] of now) await talk(service, userId, channel, ...texts);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});
const idOf = async (userId) =>
  (await call(service, 'ConversationService/ListConversations', { filter: { userId } })).conversations[0].id;

async function shoot(name, path, options, act = async () => undefined) {
  const context = await browser.newContext({
    baseURL: `http://${service.web}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(path);
  await page.getByText('Live').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await act(page);
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await context.close();
}

mkdirSync(pictures, { recursive: true });
const wide = { viewport: { width: 1280, height: 1080 } };
const phone = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true };
const month = async (page) => {
  await page.getByText('30 d', { exact: true }).click();
  await page.locator('.funnel').waitFor();
};
const grace = `/conversations/${await idOf('grace')}`;
const desk = async (page) => {
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByLabel('Your name').fill('Sam');
  await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
  await page.getByLabel('Your answer').fill('Good morning Grace, Sam here. I can call you at ten.');
  await page.keyboard.press('Enter');
  await page.locator('.bubble.human').waitFor();
  await page
    .getByRole('link', { name: /^Evidence/ })
    .first()
    .focus();
};
await shoot('overview-light', '/', wide, month);
await shoot('overview-dark', '/', { ...wide, colorScheme: 'dark' }, month);
await shoot('overview-phone', '/', phone, month);
await shoot('conversation-dark', grace, { ...wide, viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, desk);
await shoot('conversation-light', `${grace}?seq=3`, { ...wide, viewport: { width: 1280, height: 900 } });
await shoot('conversation-phone', grace, phone);
await browser.close();
await service.stop();
rmSync(folder, { recursive: true });
