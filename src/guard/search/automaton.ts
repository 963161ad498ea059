/**
 * Finds every one of many patterns in a sequence of 16-bit symbols in one pass, however many there are.
 *
 * Aho and Corasick, "Efficient string matching", 1975: a trie of the patterns, and from each state a link to
 * the longest other state that is a suffix of it. A pass takes at most two steps a symbol, apart from what
 * it finds, since each step along a link undoes an earlier step down; and a step looks at 16 children at
 * most, since they are in order and it halves them.
 *
 * With 100,000 patterns nearly all the time is waiting for memory, so a state is 16 bytes in one place,
 * the children of a state lie side by side, and the first levels, where harmless text stays, lie
 * together. Below them a state's first child is laid out right after its siblings: the tail of a
 * pattern, where nothing branches, is one walk forward.
 *
 * @module
 */

export interface Automaton {
  readonly states: number
  /** Four numbers a state, as below. */
  readonly nodes: Uint32Array<ArrayBuffer>
  /** Which pattern ends in a state, if one does. */
  readonly patterns: Uint32Array<ArrayBuffer>
  /** How many symbols each pattern has. */
  readonly lengths: Uint16Array<ArrayBuffer>
  /** The children of the root by their symbol, 0 for none: nearly every pass begins there again and again. */
  readonly roots: Uint32Array<ArrayBuffer>
}

/** Shifts a state to its place in `nodes`. */
const NODE_SHIFT = 2
/** The first of its children, 0 for none. */
const FIRST_CHILD = 0
/** The state of its longest proper suffix. */
const SUFFIX = 1
/** The nearest state along the suffixes, itself included, where a pattern ends; 0 for none. */
const HIT = 2
/** The symbol that leads into it, and above it how many children it has: no symbol follows itself. */
const SYMBOL = 3
const CHILDREN_SHIFT = 16
/** In `HIT`: some pattern that ends here was marked. */
const MARK = 0x8000_0000
/** How many levels lie together: some tens of thousands of states, as much as a cache near the core holds. */
const LEVELS_TOGETHER = 4

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

/** The trie: its first levels one after the other, then depth first. */
function layOut({ nodes, patterns: ends, roots }: Automaton, patterns: readonly string[]): void {
  // a state stands for the patterns `from .. to - 1`, which share their first `depth` symbols
  interface Part {
    readonly state: number
    readonly from: number
    readonly to: number
    readonly depth: number
  }
  let states = 1
  function childrenOf({ state, from: first, to, depth }: Part): Part[] {
    let from = first
    if (depth > 0 && patterns[from]!.length === depth) {
      nodes[(state << NODE_SHIFT) + HIT] = state
      ends[state] = from++
    }
    const children: Part[] = []
    while (from < to) {
      const symbol = patterns[from]!.charCodeAt(depth)
      let end = from + 1
      while (end < to && patterns[end]!.charCodeAt(depth) === symbol) end++
      const child = states++
      nodes[(child << NODE_SHIFT) + SYMBOL] = symbol
      if (depth === 0) roots[symbol] = child
      children.push({ state: child, from, to: end, depth: depth + 1 })
      from = end
    }
    if (children.length > 0) {
      const node = state << NODE_SHIFT
      nodes[node + FIRST_CHILD] = children[0]!.state
      // the root's may be one more than 16 bits hold, and are looked up in `roots`
      if (state !== 0) nodes[node + SYMBOL]! |= children.length << CHILDREN_SHIFT
    }
    return children
  }
  let level: Part[] = [{ state: 0, from: 0, to: patterns.length, depth: 0 }]
  for (let depth = 0; depth < LEVELS_TOGETHER; depth++) level = level.flatMap(childrenOf)
  const stack = level.toReversed()
  for (let top = stack.pop(); top; top = stack.pop()) stack.push(...childrenOf(top).toReversed())
}

/** Suffixes and hits, breadth first: the suffix of a state is shorter than it. */
function link(automaton: Automaton): void {
  const { nodes, states, roots } = automaton
  const queue = new Uint32Array(states)
  let last = 0
  for (const child of roots) if (child !== 0) queue[last++] = child
  for (let first = 0; first < last; first++) {
    const node = queue[first]! << NODE_SHIFT
    const suffix = nodes[node + SUFFIX]!
    const from = nodes[node + FIRST_CHILD]!
    const to = from + (nodes[node + SYMBOL]! >>> CHILDREN_SHIFT)
    for (let child = from; child < to; child++) {
      queue[last++] = child
      const own = child << NODE_SHIFT
      const next = step(automaton, suffix, nodes[own + SYMBOL]! & 0xffff)
      nodes[own + SUFFIX] = next
      if (nodes[own + HIT] === 0) nodes[own + HIT] = nodes[(next << NODE_SHIFT) + HIT]!
    }
  }
}

/** Mark the states at which one of these patterns ends, whatever longer one ends there too. */
export function markEnds(automaton: Automaton, isMarked: (pattern: number) => boolean): void {
  const { nodes, patterns, states } = automaton
  for (let state = 1; state < states; state++) {
    for (let hit = hitOf(automaton, state); hit !== 0; hit = nextHit(automaton, hit)) {
      if (!isMarked(patterns[hit]!)) continue
      nodes[(state << NODE_SHIFT) + HIT]! |= MARK
      break
    }
  }
}

/** Whether a marked pattern ends in this state. */
export function endsMarked({ nodes }: Automaton, state: number): boolean {
  return nodes[(state << NODE_SHIFT) + HIT]! >= MARK
}

/** The state after `symbol`: that of the longest suffix read so far with which a pattern begins. */
export function step({ nodes, roots }: Automaton, state: number, symbol: number): number {
  while (state !== 0) {
    const node = state << NODE_SHIFT
    let low = nodes[node + FIRST_CHILD]!
    let high = low + (nodes[node + SYMBOL]! >>> CHILDREN_SHIFT)
    while (low < high) {
      const middle = (low + high) >>> 1
      const into = nodes[(middle << NODE_SHIFT) + SYMBOL]! & 0xffff
      if (into === symbol) return middle
      if (into < symbol) low = middle + 1
      else high = middle
    }
    state = nodes[node + SUFFIX]!
  }
  return roots[symbol]!
}

/** The longest pattern that ends in this state, as its state; 0 for none. */
export function hitOf({ nodes }: Automaton, state: number): number {
  return nodes[(state << NODE_SHIFT) + HIT]! & ~MARK
}

/** The next shorter pattern that ends where `hit` does, as its state; 0 for none. */
export function nextHit(automaton: Automaton, hit: number): number {
  return hitOf(automaton, automaton.nodes[(hit << NODE_SHIFT) + SUFFIX]!)
}

function sharedPrefix(a: string, b: string): number {
  let i = 0
  while (i < a.length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}
