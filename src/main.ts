import { fail, serve } from './cli/serve.js';

serve().catch(fail);
