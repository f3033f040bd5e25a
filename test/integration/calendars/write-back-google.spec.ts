import { openGoogleWorld } from '../../support/write-world.js';
import { describeWriting } from './write-back-rows.js';

describeWriting('Google', openGoogleWorld);
