/**
 * Finds every one of many patterns in a sequence of 16-bit symbols in one pass, however many there are.
 *
 * Aho and Corasick, "Efficient string matching", 1975: a trie of the patterns, and from each state a link to
 * the longest other state that is a suffix of it. A pass takes at most two steps a symbol, apart from what
 * it finds, since each step along a link undoes an earlier step down.
 *
 * With 100,000 patterns nearly all the time is waiting for memory, so a state is 16 bytes in one place,
 * the children of a state lie side by side, and a state's first child is laid out right after its
 * siblings: the tail of a pattern, where nothing branches, is one walk forward.
 *
 * @module
 */

export interface Automaton {
  readonly states: number
  /** Four numbers a state, as below. */
  readonly nodes: Uint32Array
  /** Which pattern ends in a state, if one does. */
  readonly patterns: Uint32Array
  /** How many symbols each pattern has. */
  readonly lengths: Uint16Array
  /** The children of the root by their symbol, 0 for none: nearly every pass begins there again and again. */
  readonly roots: Uint32Array
}

/** Shifts a state to its place in `nodes`. */
const NODE_SHIFT = 2
/** The first of its children, 0 for none. */
const FIRST_CHILD = 0
/** The state of its longest proper suffix. */
const SUFFIX = 1
/** The nearest state along the suffixes, itself included, where a pattern ends; 0 for none. */
const HIT = 2
/** The symbol that leads into it, and whether a sibling with a higher one follows. */
const SYMBOL = 3
const SIBLING_FOLLOWS = 0x10000

/**
 * An automaton for patterns written as strings of UTF-16 units.
 *
 * @param patterns sorted by unit, each once, none empty.
 * @throws {RangeError} if they are not.
 */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  let most = 1
  for (const [i, pattern] of patterns.entries()) {
    if (pattern === '' || (i > 0 && pattern <= patterns[i - 1]!)) {
      throw new RangeError(`"patterns" expected sorted and different, got another order at ${i}`)
    }
    most += pattern.length - sharedPrefix(pattern, patterns[i - 1] ?? '')
  }
  const automaton: Automaton = {
    states: most,
    nodes: new Uint32Array(most << NODE_SHIFT),
    patterns: new Uint32Array(most),
    lengths: Uint16Array.from(patterns, ({ length }) => length),
    roots: new Uint32Array(0x10000),
  }
  layOut(automaton, patterns)
  link(automaton)
  return automaton
}

/** The trie, depth first. */
function layOut({ nodes, patterns: ends, roots }: Automaton, patterns: readonly string[]): void {
  // a state stands for the patterns `from .. to - 1`, which share their first `depth` symbols
  const stack = [{ state: 0, from: 0, to: patterns.length, depth: 0 }]
  let states = 1
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { state, to, depth } = top
    let { from } = top
    if (depth > 0 && patterns[from]!.length === depth) {
      nodes[(state << NODE_SHIFT) + HIT] = state
      ends[state] = from++
    }
    const children: typeof stack = []
    while (from < to) {
      const symbol = patterns[from]!.charCodeAt(depth)
      let end = from + 1
      while (end < to && patterns[end]!.charCodeAt(depth) === symbol) end++
      const child = states++
      nodes[(child << NODE_SHIFT) + SYMBOL] = symbol | (end < to ? SIBLING_FOLLOWS : 0)
      if (depth === 0) roots[symbol] = child
      children.push({ state: child, from, to: end, depth: depth + 1 })
      from = end
    }
    if (children.length > 0) nodes[(state << NODE_SHIFT) + FIRST_CHILD] = children[0]!.state
    stack.push(...children.toReversed())
  }
}

/** Suffixes and hits, breadth first: the suffix of a state is shorter than it. */
function link(automaton: Automaton): void {
  const { nodes, states } = automaton
  const queue = new Uint32Array(states)
  for (let first = 0, last = 1; first < last; first++) {
    const state = queue[first]!
    const suffix = nodes[(state << NODE_SHIFT) + SUFFIX]!
    let child = nodes[(state << NODE_SHIFT) + FIRST_CHILD]!
    while (child !== 0) {
      queue[last++] = child
      const node = child << NODE_SHIFT
      const symbol = nodes[node + SYMBOL]!
      const next = state === 0 ? 0 : step(automaton, suffix, symbol & 0xffff)
      nodes[node + SUFFIX] = next
      if (nodes[node + HIT] === 0) nodes[node + HIT] = nodes[(next << NODE_SHIFT) + HIT]!
      child = symbol & SIBLING_FOLLOWS ? child + 1 : 0
    }
  }
}

/** The state after `symbol`: that of the longest suffix read so far with which a pattern begins. */
export function step({ nodes, roots }: Automaton, state: number, symbol: number): number {
  while (state !== 0) {
    let child = nodes[(state << NODE_SHIFT) + FIRST_CHILD]!
    while (child !== 0) {
      const into = nodes[(child << NODE_SHIFT) + SYMBOL]!
      if ((into & 0xffff) === symbol) return child
      // symbols rise from sibling to sibling
      child = into & SIBLING_FOLLOWS && (into & 0xffff) < symbol ? child + 1 : 0
    }
    state = nodes[(state << NODE_SHIFT) + SUFFIX]!
  }
  return roots[symbol]!
}

/** The longest pattern that ends in this state, as its state; 0 for none. */
export function hitOf({ nodes }: Automaton, state: number): number {
  return nodes[(state << NODE_SHIFT) + HIT]!
}

/** The next shorter pattern that ends where `hit` does, as its state; 0 for none. */
export function nextHit({ nodes }: Automaton, hit: number): number {
  return nodes[(nodes[(hit << NODE_SHIFT) + SUFFIX]! << NODE_SHIFT) + HIT]!
}

function sharedPrefix(a: string, b: string): number {
  let i = 0
  while (i < a.length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}
