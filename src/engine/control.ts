/**
 * The control block that a crew shares: one Int32Array.
 *
 * @module
 */

/** Slots of the control block; after them comes one a worker. */
export const EPOCH = 0
export const NEXT = 1
export const FAILED = 2
export const WORKERS = 3
/** States of a worker's slot. */
export const STARTING = 0
export const IDLE = 1
export const BUSY = 2
/** It has died: of too little memory, most likely. */
export const DEAD = 3
/** No job has as many tickets. */
export const NO_TICKETS = 1 << 30
