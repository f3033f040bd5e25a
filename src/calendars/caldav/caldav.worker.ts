import { serve } from '../../worker/serve.js';
import { type CaldavJob, type CaldavReply, caldavJob } from './caldav-job.js';

serve<CaldavJob, CaldavReply>(caldavJob);
