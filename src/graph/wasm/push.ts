/**
 * The loop of a residual push: see src/graph/push.ts, whose plain twin this is held against to the
 * last bit. AssemblyScript, see README.md.
 */

/** Nodes that are fetched together, and so many of the neighbours of each: as the twin does. */
const LOOK_AHEAD: u32 = 32
const LOOK_AROUND: u32 = 16

/** What a push is, in the arena: src/graph/push-kernel.ts lays it out. */
@unmanaged
class Frame {
  alpha: f64
  epsilon: f64
  /** So that what is only fetched is read at all. */
  read: f64
  head: u32
  waiting: u32
  touchedCount: u32
  movedCount: u32
  /** Nodes, and places in the ring. */
  size: u32
  stepCount: u32
  degrees: usize
  estimates: usize
  state: usize
  ring: usize
  touched: usize
  moved: usize
  hasMoved: usize
  steps: usize
  /** Two rows of LOOK_AHEAD. */
  firsts: usize
  lasts: usize
}

@unmanaged
class Step {
  scale: f64
  starts: usize
  targets: usize
  /** 0 where each entry counts 1. */
  weights: usize
  rows: u32
  rowsAt: u32
  columnsAt: u32
}

/** Push until nothing waits, or `mostVisited` entries were visited; how many were. */
export function push(frame: Frame, mostVisited: f64): f64 {
  const ring = frame.ring
  const state = frame.state
  const rest = 1 - frame.alpha
  const lastStep = frame.steps + <usize>frame.stepCount * offsetof<Step>()
  let visited: u64 = 0
  let ahead: u32 = 0
  while (frame.waiting > 0 && <f64>visited < mostVisited) {
    if (ahead == 0) ahead = fetch(frame)
    ahead--
    const u = load<u32>(ring + ((<usize>frame.head) << 2))
    if (++frame.head == frame.size) frame.head = 0
    frame.waiting--
    const own = state + ((<usize>u) << 4)
    const threshold = thresholdOf(frame, u)
    store<f64>(own, threshold, 8)
    const residual = load<f64>(own)
    if (abs<f64>(residual) <= threshold) continue
    store<f64>(own, 0)
    moves(frame, u)
    const degree = load<f64>(frame.degrees + ((<usize>u) << 3))
    const estimate = frame.estimates + ((<usize>u) << 3)
    if (degree == 0) {
      store<f64>(estimate, load<f64>(estimate) + residual)
      continue
    }
    store<f64>(estimate, load<f64>(estimate) + frame.alpha * residual)
    const share = (rest * residual) / degree

    for (let at = frame.steps; at < lastStep; at += offsetof<Step>()) {
      const step = changetype<Step>(at)
      // below the first row this wraps, and is no row either
      const i = u - step.rowsAt
      if (i >= step.rows) continue
      const start = step.starts + ((<usize>i) << 2)
      const first = load<u32>(start)
      const end = load<u32>(start, 4)
      visited += end - first
      const scaled = share * step.scale
      const columns = state + ((<usize>step.columnsAt) << 4)
      let entry = step.targets + ((<usize>first) << 2)
      const lastEntry = step.targets + ((<usize>end) << 2)
      let weight = step.weights
      if (weight) {
        for (weight += (<usize>first) << 2; entry < lastEntry; entry += 4, weight += 4) {
          give(frame, columns + ((<usize>load<u32>(entry)) << 4), scaled * <f64>load<f32>(weight))
        }
      } else {
        for (; entry < lastEntry; entry += 4) {
          give(frame, columns + ((<usize>load<u32>(entry)) << 4), scaled)
        }
      }
    }
  }
  return <f64>visited
}

function give(frame: Frame, slot: usize, amount: f64): void {
  const received = load<f64>(slot) + amount
  store<f64>(slot, received)
  if (abs<f64>(received) > load<f64>(slot, 8)) wake(frame, slot)
}

function wake(frame: Frame, slot: usize): void {
  const node = <u32>((slot - frame.state) >> 4)
  if (load<f64>(slot, 8) == 0) {
    store<u32>(frame.touched + ((<usize>frame.touchedCount) << 2), node)
    frame.touchedCount++
    const threshold = thresholdOf(frame, node)
    store<f64>(slot, threshold, 8)
    if (abs<f64>(load<f64>(slot)) <= threshold) return
  }
  store<f64>(slot, Infinity, 8)
  let tail = <u64>frame.head + frame.waiting
  frame.waiting++
  if (tail >= frame.size) tail -= frame.size
  store<u32>(frame.ring + ((<usize>tail) << 2), node)
}

function thresholdOf(frame: Frame, node: u32): f64 {
  return max<f64>(frame.epsilon * load<f64>(frame.degrees + ((<usize>node) << 3)), f64.MIN_VALUE)
}

function moves(frame: Frame, node: u32): void {
  const flag = frame.hasMoved + node
  if (load<u8>(flag)) return
  store<u8>(flag, 1)
  store<u32>(frame.moved + ((<usize>frame.movedCount) << 2), node)
  frame.movedCount++
}

/** Read what pushing the next nodes will read, as the twin does; how many nodes. */
function fetch(frame: Frame): u32 {
  const count = min<u32>(LOOK_AHEAD, frame.waiting)
  const wrap = frame.size - frame.head
  const next = frame.ring + ((<usize>frame.head) << 2)
  const ring = frame.ring
  const state = frame.state
  const firsts = frame.firsts
  const lasts = frame.lasts
  let sum: f64 = 0
  for (let k: u32 = 0; k < count; k++) {
    const u = <usize>load<u32>(k < wrap ? next + (k << 2) : ring + ((k - wrap) << 2))
    sum +=
      load<f64>(frame.estimates + (u << 3)) +
      load<f64>(state + (u << 4)) +
      load<f64>(frame.degrees + (u << 3)) +
      <f64>load<u8>(frame.hasMoved + u)
  }
  const lastStep = frame.steps + <usize>frame.stepCount * offsetof<Step>()
  for (let at = frame.steps; at < lastStep; at += offsetof<Step>()) {
    const step = changetype<Step>(at)
    const targets = step.targets
    for (let k: u32 = 0; k < count; k++) {
      const u = load<u32>(k < wrap ? next + (k << 2) : ring + ((k - wrap) << 2))
      const i = u - step.rowsAt
      let first: u32 = 0
      let last: u32 = 0
      if (i < step.rows) {
        const start = step.starts + ((<usize>i) << 2)
        first = load<u32>(start)
        last = min<u32>(load<u32>(start, 4), first + LOOK_AROUND)
      }
      store<u32>(firsts + (k << 2), first)
      store<u32>(lasts + (k << 2), last)
    }
    for (let k: u32 = 0; k < count; k++) {
      const first = load<u32>(firsts + (k << 2))
      if (first < load<u32>(lasts + (k << 2))) {
        sum += <f64>load<u32>(targets + ((<usize>first) << 2))
      }
    }
    const columns = state + ((<usize>step.columnsAt) << 4)
    for (let k: u32 = 0; k < count; k++) {
      let entry = targets + ((<usize>load<u32>(firsts + (k << 2))) << 2)
      const end = targets + ((<usize>load<u32>(lasts + (k << 2))) << 2)
      for (; entry < end; entry += 4) sum += load<f64>(columns + ((<usize>load<u32>(entry)) << 4))
    }
  }
  frame.read = sum
  return count
}
