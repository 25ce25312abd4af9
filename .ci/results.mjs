// What the JSON of a run of the tests says: `failed FILE` for the test files to run once more, `tally FILE...` for all runs.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** With more files than these it is no accident. */
const mostFiles = 3;

const [command, ...files] = process.argv.slice(2);
const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const failing = (run) => run.testResults.filter(({ status }) => status === 'failed');
const skipped = ({ numPendingTests, numTodoTests = 0 }) => numPendingTests + numTodoTests;

if (command === 'failed') {
  const names = failing(runs[0]).map(({ name }) => relative(process.cwd(), name));
  if (names.length === 0 || names.length > mostFiles) process.exit(1);
  console.log(names.join('\n'));
} else {
  const again = runs.find((_, at) => /again\.json$/.test(files[at]));
  const first = runs.find((run) => run !== again);
  const failed = (again ?? first).numFailedTests;
  if (again) {
    const names = failing(first).flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    );
    console.log(`\nfailed at first, and run once more:\n${names.map((name) => `  ${name}`).join('\n')}`);
  }
  const passed = first.numPassedTests + first.numFailedTests - failed;
  console.log(`\n${passed} passed, ${failed} failed, ${skipped(first)} skipped`);
}
