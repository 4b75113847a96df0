/** Where the console passes questions to the health score on. */
export const API = '/api/health-score';
