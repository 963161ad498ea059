/**
 * Sigma around a drawing: what it shows, where, and how it looks. The only place that knows sigma.
 *
 * @module
 */
import { MultiDirectedGraph } from 'graphology'
import { Sigma } from 'sigma'
import { type Colours } from './colours.ts'
import { type Drawing, type MapLine } from './drawing.ts'
import { lineLookOf, lookOf, type View } from './look.ts'
import { type Place } from './places.ts'
import { ShapeProgram } from './shape-program.ts'

export interface Renderer {
  readonly show: (drawing: Drawing, places: ReadonlyMap<string, Place>) => void
  readonly move: (places: ReadonlyMap<string, Place>) => void
  readonly look: (view: View, colours: Colours) => void
  /** In pixels from the top left. */
  readonly positionOf: (place: Place) => { readonly x: number; readonly y: number }
  /** Of the drawing, in pixels. */
  readonly width: () => number
  readonly zoom: (step: 'in' | 'out' | 'all') => void
  readonly pan: (x: number, y: number) => void
  /** Bring a node into sight, if it is out of it. */
  readonly reveal: (key: string) => void
  readonly close: () => void
}

export interface RendererOptions {
  readonly isStill: boolean
  readonly onClick: (key: string | null, adds: boolean) => void
  readonly onDraw: () => void
}

/** Pixels that an arrow key moves the map. */
const PAN_PIXELS = 80

export function createRenderer(
  container: HTMLElement,
  { isStill, onClick, onDraw }: RendererOptions,
): Renderer {
  const graph = new MultiDirectedGraph()
  let drawing: Drawing | null = null
  let view: View | null = null
  let colours: Colours | null = null
  const lines: MapLine[] = []
  const sigma = new Sigma(graph, container, {
    allowInvalidContainer: true,
    renderLabels: false,
    hideEdgesOnMove: true,
    zIndex: true,
    minCameraRatio: 0.02,
    maxCameraRatio: 3,
    stagePadding: 40,
    zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio),
    defaultNodeType: 'shape',
    nodeProgramClasses: { shape: ShapeProgram },
    nodeHoverProgramClasses: { shape: ShapeProgram },
    defaultDrawNodeHover: () => {},
    nodeReducer: (key, data) => {
      const node = drawing?.byKey.get(key)
      if (!node || !drawing || !view || !colours) return { ...data, hidden: true }
      return { ...data, ...lookOf(node, drawing, view, colours) }
    },
    edgeReducer: (_key, data) => {
      const line = lines[Number(data['place'])]
      if (!line || !drawing || !view || !colours) return { ...data, hidden: true }
      return { ...data, ...lineLookOf(line, drawing, view, colours) }
    },
  })
  const camera = sigma.getCamera()
  const move = { duration: isStill ? 0 : 200 }
  sigma.on('clickNode', ({ node, event }) => {
    event.preventSigmaDefault()
    onClick(node, event.original.shiftKey || event.original.ctrlKey || event.original.metaKey)
  })
  sigma.on('clickStage', () => onClick(null, false))
  sigma.on('afterRender', onDraw)
  sigma.on('enterNode', () => (container.dataset['over'] = 'node'))
  sigma.on('leaveNode', () => delete container.dataset['over'])

  return {
    show(next, places) {
      graph.clear()
      drawing = next
      lines.length = 0
      for (const { key } of next.nodes) {
        const { x, y } = places.get(key) ?? { x: 0, y: 0 }
        graph.addNode(key, { x, y, size: 3 })
      }
      for (const line of next.lines) {
        graph.addDirectedEdge(line.from, line.to, { place: lines.length })
        lines.push(line)
      }
    },
    move(places) {
      graph.updateEachNodeAttributes((key, attributes) => {
        const place = places.get(key)
        return place ? { ...attributes, x: place.x, y: place.y } : attributes
      })
    },
    look(nextView, nextColours) {
      view = nextView
      colours = nextColours
      sigma.refresh()
    },
    positionOf: (place) => sigma.graphToViewport(place),
    width: () => sigma.getDimensions().width,
    zoom(step) {
      if (step === 'all') void camera.animatedReset(move)
      else if (step === 'in') void camera.animatedZoom(move)
      else void camera.animatedUnzoom(move)
    },
    pan(x, y) {
      const from = sigma.viewportToFramedGraph({ x: 0, y: 0 })
      const to = sigma.viewportToFramedGraph({ x: x * PAN_PIXELS, y: y * PAN_PIXELS })
      const state = camera.getState()
      camera.setState({ x: state.x + to.x - from.x, y: state.y + to.y - from.y })
    },
    reveal(key) {
      const data = sigma.getNodeDisplayData(key)
      if (!data) return
      const { x, y } = sigma.framedGraphToViewport(data)
      const { width, height } = sigma.getDimensions()
      if (x > 0 && y > 0 && x < width && y < height) return
      void camera.animate({ x: data.x, y: data.y }, move)
    },
    close: () => sigma.kill(),
  }
}
