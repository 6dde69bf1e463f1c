// Properties draw the same cases in every run of the suite, so that a commit never fails by luck; another
// FAST_CHECK_SEED draws others. Refuses to know any property.

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 2024) });
