/**
 * Nodes as shapes: triangle, circle, diamond, hexagon, ring, square. A quad for each, and in it the
 * distance to the outline of a regular polygon, so that every size has a sharp and smooth edge.
 *
 * @module
 */
import { NodeProgram } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import { SHAPES, type Shape } from './roles.ts'

/** Beside what sigma knows of a node. */
export interface ShapeData {
  readonly shape: Shape
  /** Of the line around it. */
  readonly outline: string
  /** As a share of the radius. */
  readonly outlineWidth: number
  /** A dot in the middle: signals of its own. */
  readonly hasDot: boolean
}

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_outline;
attribute vec2 a_position;
attribute float a_size;
attribute vec3 a_look;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_point;
varying vec3 v_look;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_point = a_corner * 1.3;
  v_pixel = u_correctionRatio * 2.0 / radius;
  gl_Position = vec4((u_matrix * vec3(a_position + v_point * radius, 1)).xy, 0, 1);
  v_look = a_look;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_outline = a_outline;
  v_color.a *= bias;
  v_outline.a *= bias;
}
`

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_point;
varying vec3 v_look;
varying float v_pixel;
const float tau = 6.2831853;
// to the outline of a polygon of so many sides, a corner on top; less than 0 inside
float polygon(vec2 p, float sides, float turn) {
  float angle = atan(p.x, p.y) + turn;
  float side = tau / sides;
  float inner = cos(side / 2.0);
  float around = mod(angle, side) - side / 2.0;
  return length(p) * cos(around) - inner;
}
float outside(vec2 p, float shape) {
  if (shape < 0.5) return length(p) - 0.92;
  if (shape < 1.5) return polygon(p * 0.86, 3.0, 0.0);
  if (shape < 2.5) return polygon(p * 0.9, 4.0, 0.0);
  if (shape < 3.5) return polygon(p * 0.94, 6.0, 0.0);
  if (shape < 4.5) return length(p) - 0.85;
  if (shape < 5.5) return polygon(p * 0.9, 4.0, tau / 8.0);
  return length(p) - 1.0;
}
void main() {
  float shape = v_look.x;
  float away = outside(v_point, shape);
  #ifdef PICKING_MODE
  gl_FragColor = away > 0.0 ? vec4(0.0) : v_color;
  #else
  float cover = 1.0 - smoothstep(-v_pixel, v_pixel, away);
  float edge = smoothstep(-v_pixel, v_pixel, away + v_look.y);
  vec4 color = mix(v_color, v_outline, edge);
  if (v_look.z > 0.5) {
    float dot = 1.0 - smoothstep(-v_pixel, v_pixel, length(v_point) - 0.3);
    color = mix(color, v_outline, dot);
  }
  gl_FragColor = color * cover;
  #endif
}
`

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext
const UNIFORMS = ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const
type Uniform = (typeof UNIFORMS)[number]

export class ShapeProgram extends NodeProgram<Uniform> {
  getDefinition() {
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_outline', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_look', size: 3, type: FLOAT },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ],
    }
  }

  processVisibleItem(index: number, start: number, data: NodeDisplayData & Partial<ShapeData>) {
    const { array } = this
    let at = start
    array[at++] = data.x
    array[at++] = data.y
    array[at++] = data.size
    array[at++] = floatColor(data.color)
    array[at++] = floatColor(data.outline ?? data.color)
    array[at++] = SHAPES.indexOf(data.shape ?? 'circle')
    array[at++] = data.outlineWidth ?? 0
    array[at++] = data.hasDot === true ? 1 : 0
    array[at++] = index
  }

  setUniforms(
    { correctionRatio, sizeRatio, matrix }: RenderParams,
    { gl, uniformLocations }: Parameters<NodeProgram<Uniform>['setUniforms']>[1],
  ): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio)
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio)
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix)
  }
}
