/**
 * The kernels bound to the memory that a job works in, once for each thread.
 *
 * @module
 */
import { bindKernels, type Kernels } from '../graph/kernels.ts'

/** The memory of an arena, with a number to know it by: a posted memory is another object. */
export interface Workplace {
  readonly number: number
  readonly memory: WebAssembly.Memory
}

const numbers = new WeakMap<WebAssembly.Memory, number>()
let numbered = 0

export function workplace(memory: WebAssembly.Memory): Workplace {
  let number = numbers.get(memory)
  if (number === undefined) numbers.set(memory, (number = ++numbered))
  return { number, memory }
}

// only the latest, so that an arena that nobody uses any more is not held
let bound: { number: number; kernels: Kernels } | null = null

export function kernelsAt({ number, memory }: Workplace): Kernels {
  if (bound?.number !== number) bound = { number, kernels: bindKernels(memory) }
  return bound.kernels
}
