// The views, by the names that recordings give them.
import { buckets } from "./buckets.mjs";
import { graph } from "./graph.mjs";
import { lattice } from "./lattice.mjs";
import { ring } from "./ring.mjs";

export const views = { buckets, graph, lattice, ring };
