// The dialogues that recall is measured on, with questions and the lines that answer them. A dialogue is NAME.txt:
//
//   == 2024-03-04T18:20:00Z      a session begins
//   Maya: Hey Tom …              a line of it; lines are counted from 1 in each session, sessions from 1
//
// and its questions are NAME.questions.txt, a line each: "[kind] question = session:line session:line …".
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./dialogues/', import.meta.url));
export const kinds = ['plain', 'fact', 'two', 'date', 'paraphrase', 'name'];

/** All dialogues: `{ name, lines: [{ id, session, at, speaker, text }], questions: [{ kind, question, evidence }] }`. */
export function readDialogues(names = namesThere()) {
  return names.map((name) => {
    const lines = readLines(`${name}.txt`);
    const ids = new Set(lines.map(({ id }) => id));
    return { name, lines, questions: readQuestions(`${name}.questions.txt`, ids) };
  });
}

function namesThere() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && !file.endsWith('.questions.txt'))
    .map((file) => file.slice(0, -'.txt'.length))
    .sort();
}

function rows(file) {
  const all = readFileSync(`${folder}${file}`, 'utf8').split('\n');
  return all.map((row, i) => ({ row: row.trim(), at: `${file}:${i + 1}` })).filter(({ row }) => row !== '');
}

function readLines(file) {
  const lines = [];
  let session = 0;
  let count = 0;
  let begun = Number.NaN;
  for (const { row, at } of rows(file)) {
    const begins = /^== (\S+)$/.exec(row);
    if (begins) {
      const next = Date.parse(begins[1]);
      if (!(next > 0) || next <= begun) throw new Error(`${at}: a session begins after the one before, in ISO 8601`);
      begun = next;
      session++;
      count = 0;
      continue;
    }
    const said = /^([A-Z][\w .'-]{0,30}): (.+)$/.exec(row);
    if (!said || session === 0) throw new Error(`${at}: expected "Name: words" in a session`);
    count++;
    // Half a minute a line.
    lines.push({ id: `${session}:${count}`, session, at: begun + count * 30_000, speaker: said[1], text: said[2] });
  }
  return lines;
}

function readQuestions(file, ids) {
  return rows(file).map(({ row, at }) => {
    const asked = /^\[(\w+)\] (.+\?) = ([\d: ]+)$/.exec(row);
    if (!asked || !kinds.includes(asked[1])) throw new Error(`${at}: expected "[kind] question? = session:line …"`);
    const evidence = asked[3].trim().split(/ +/);
    for (const id of evidence) if (!ids.has(id)) throw new Error(`${at}: there is no line ${id}`);
    return { kind: asked[1], question: asked[2], evidence };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, lines, questions } of readDialogues(
    process.argv.slice(2).length ? process.argv.slice(2) : undefined,
  )) {
    const sessions = lines.at(-1)?.session ?? 0;
    const byKind = kinds.map((kind) => `${questions.filter((question) => question.kind === kind).length} ${kind}`);
    console.log(
      `${name}: ${lines.length} lines in ${sessions} sessions, ${questions.length} questions (${byKind.join(', ')})`,
    );
  }
}
