import { type PointerEvent, useState } from 'react'
import { isInside, type Point } from './inside.ts'

/** A line drawn around accounts by hand. By keyboard the same is done by role, community or search. */
export function Lasso({ onDone }: { onDone: (holds: (at: Point) => boolean) => void }) {
  const [points, setPoints] = useState<readonly Point[]>([])
  return (
    <svg
      className="map-lasso"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setPoints([at(event)])
      }}
      onPointerMove={(event) => {
        if (points.length > 0) setPoints([...points, at(event)])
      }}
      onPointerUp={() => {
        if (points.length > 2) onDone((point) => isInside(point, points))
        setPoints([])
      }}
    >
      <polygon points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  )
}

function at({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Point {
  const { left, top } = currentTarget.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}
