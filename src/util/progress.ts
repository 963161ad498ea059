/** Tells how far long work has come. `total` is 0 when it cannot be known. */
export type Progress = (done: number, total: number, what: string) => void

export const silent: Progress = () => {}
