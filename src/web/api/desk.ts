import { answered, api } from './client.js';

export const getDesk = () => answered(api.GET('/api/desk'));
