import { stopAsked } from './cli/stop-signals.js';

// Before all else is loaded: a first process of a container that heeds no signal does not end by one.
const asked = stopAsked(process);
const { fail, serve } = await import('./cli/serve.js');
serve(asked).catch(fail);
