// The views, by the names that recordings give them.
import { buckets } from "./buckets.mjs";
import { lattice } from "./lattice.mjs";
import { plane } from "./plane.mjs";
import { ring } from "./ring.mjs";

export const views = { buckets, lattice, plane, ring };
