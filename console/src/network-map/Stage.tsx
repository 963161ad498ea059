import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Notice } from '../kit/Notice.tsx'
import { useSettings } from '../settings/settings.ts'
import { type Colours, readColours } from './colours.ts'
import { type Drawing } from './drawing.ts'
import { type Label, labelsOf } from './labels.ts'
import { Lasso } from './Lasso.tsx'
import { layOut } from './layout.ts'
import { type View } from './look.ts'
import { type Place, placesAround, placesOpened, startingPlaces } from './places.ts'
import { createRenderer, type Renderer } from './renderer.ts'
import type { NetworkPicture } from './networks.ts'

interface StageProps {
  readonly network: string
  readonly picture: NetworkPicture
  readonly drawing: Drawing
  readonly view: View
  readonly isLassoing: boolean
  readonly onPick: (keys: readonly string[], how: 'only' | 'toggle' | 'add') => void
  readonly onOpen: (community: number) => void
}

/** The drawn map. Everything in it is in the list beside it too. */
export function Stage(props: StageProps) {
  const { network, picture, drawing, view, isLassoing, onPick, onOpen } = props
  const { isStill, theme } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const renderer = useRef<Renderer | null>(null)
  const places = useRef<ReadonlyMap<string, Place>>(new Map())
  const [colours, setColours] = useState<Colours | null>(null)
  const [labels, setLabels] = useState<readonly Label[]>([])
  const [isSettled, setSettled] = useState(false)
  const [isDrawn, setDrawn] = useState(true)
  const now = useRef({ drawing, picture, view, onPick, onOpen })
  now.current = { drawing, picture, view, onPick, onOpen }

  useEffect(() => {
    const read = () => setColours(box.current && readColours(box.current))
    read()
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', read)
    return () => dark.removeEventListener('change', read)
  }, [theme])

  useEffect(() => {
    const stillness = window.matchMedia('(prefers-reduced-motion: reduce)')
    let drawn: Renderer
    try {
      drawn = createRenderer(box.current!, {
        isStill: isStill || stillness.matches,
        onClick(key, adds) {
          const node = key === null ? undefined : now.current.drawing.byKey.get(key)
          if (node?.kind === 'community') now.current.onOpen(node.community.id)
          else if (key === null) now.current.onPick([], 'only')
          else if (node?.kind === 'account') now.current.onPick([key], adds ? 'toggle' : 'only')
        },
        onDraw() {
          const current = renderer.current
          if (!current) return
          setLabels(labelsOf(now.current.drawing, now.current.picture, places.current, current))
        },
      })
    } catch {
      // no WebGL: the list is the map
      setDrawn(false)
      return undefined
    }
    renderer.current = drawn
    return () => {
      drawn.close()
      renderer.current = null
    }
  }, [isStill])

  useEffect(() => {
    const current = renderer.current
    if (!current || !colours) return undefined
    const before = places.current
    const grows = [...before.keys()].every((key) => drawing.byKey.has(key)) && before.size > 0
    const opens = [...before.keys()].some((key) => key.startsWith('c:') && drawing.byKey.has(key))
    const known = opens ? placesOpened(drawing, before) : before
    places.current = opens || grows ? placesAround(drawing, known) : startingPlaces(drawing)
    current.show(drawing, places.current)
    current.look(now.current.view, colours)
    performance.mark('map-drawn')
    setSettled(opens || grows)
    if (opens || grows) return undefined
    return layOut(drawing, places.current, (next, isDone) => {
      // whoever asked for stillness gets the end of the movement
      if (isStill && !isDone) return
      setSettled(isDone)
      places.current = next
      current.move(next)
    })
  }, [drawing, colours, isStill])

  useEffect(() => {
    if (colours) renderer.current?.look(view, colours)
  }, [view, colours])
  useEffect(() => {
    if (view.active !== null) renderer.current?.reveal(view.active)
  }, [view.active])

  const onKeyDown = (event: KeyboardEvent) => {
    const current = renderer.current
    const acts: Partial<Record<string, () => void>> = {
      '+': () => current?.zoom('in'),
      '=': () => current?.zoom('in'),
      '-': () => current?.zoom('out'),
      '0': () => current?.zoom('all'),
      ArrowLeft: () => current?.pan(-1, 0),
      ArrowRight: () => current?.pan(1, 0),
      ArrowUp: () => current?.pan(0, -1),
      ArrowDown: () => current?.pan(0, 1),
      Escape: () => onPick([], 'only'),
    }
    const act = acts[event.key]
    if (!act || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  const inside = (holds: (at: { x: number; y: number }) => boolean) => {
    const keys: string[] = []
    for (const node of drawing.nodes) {
      const place = places.current.get(node.key)
      if (node.kind !== 'account' || !place) continue
      const at = renderer.current?.positionOf(place)
      if (at && holds(at)) keys.push(node.key)
    }
    return keys
  }

  if (!isDrawn) {
    return (
      <div className="map-stage map-undrawn">
        <Notice kind="notice">
          This browser does not draw maps: it has no WebGL. The list beside it has every account,
          and every question works from there.
        </Notice>
      </div>
    )
  }
  return (
    <div className="map-stage" data-settled={isSettled || undefined}>
      <div
        className="map-canvas"
        role="application"
        aria-label={`Map of ${network}. Plus and minus zoom, 0 shows all, arrows move. The list beside it has the same accounts.`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div ref={box} className="map-sigma" aria-hidden="true" />
      </div>
      <div className="map-labels" aria-hidden="true">
        {labels.map(({ key, text, small, x, y, isApart }) => (
          <span
            key={key}
            data-apart={isApart || undefined}
            style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
          >
            {text}
            {small && <small>{small}</small>}
          </span>
        ))}
      </div>
      {isLassoing && <Lasso onDone={(holds) => onPick(inside(holds), 'add')} />}
      <div className="map-zoom" role="group" aria-label="Zoom">
        <button type="button" aria-label="Zoom in" onClick={() => renderer.current?.zoom('in')}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => renderer.current?.zoom('out')}>
          −
        </button>
        <button type="button" aria-label="Show all" onClick={() => renderer.current?.zoom('all')}>
          ⤢
        </button>
      </div>
    </div>
  )
}
