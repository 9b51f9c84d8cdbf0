// The views, by the names that recordings give them.
import { buckets } from "./buckets.mjs";
import { bytes } from "./bytes.mjs";
import { lattice } from "./lattice.mjs";
import { ring } from "./ring.mjs";

export const views = { buckets, bytes, lattice, ring };
