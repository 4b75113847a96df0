import { probit } from 'simple-statistics';
import { MEASURES } from './measures.js';

/** Two versions that are alike are told apart by any measure in 2 of 100 comparisons at most. */
const ALIKE_TOGETHER = 0.98;

/** How sure the interval of each measure is, so that they are that sure together (Šidák). */
export const CONFIDENCE: number = ALIKE_TOGETHER ** (1 / Object.keys(MEASURES).length);

/** As many standard errors to either side hold what is estimated with {@link CONFIDENCE}. */
export const Z: number = probit(1 - (1 - CONFIDENCE) / 2);
