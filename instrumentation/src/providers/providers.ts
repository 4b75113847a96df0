import { anthropic } from './anthropic/anthropic.js';
import { googleGenAi } from './google-genai/google-genai.js';
import { openai } from './openai/openai.js';
import type { Provider } from './provider.js';

/** The SDKs of providers whose calls are recorded. */
export const PROVIDERS: readonly Provider[] = [openai, anthropic, googleGenAi];
