import { serve } from '../../worker/serve.js';
import { type ImportJob, type ImportReply, importIcs } from './import-ics.js';

serve<ImportJob, ImportReply>(importIcs);
