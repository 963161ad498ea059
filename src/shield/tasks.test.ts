import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTasks } from './tasks.ts'

test('all looks around a new seed come before those that it has made old', () => {
  const tasks = createTasks(3)
  tasks.add(1, false)
  tasks.add(2, true)
  assert.deepEqual(takeAll(tasks), ['2 0', '2 1', '2 2', '1 0', '1 1', '1 2'])
})

test('what is asked for twice is done once, and a dropped seed not at all', () => {
  const tasks = createTasks(2)
  tasks.add(1, false)
  tasks.add(1, true)
  tasks.add(2, true)
  tasks.add(1, false)
  tasks.drop(2)
  assert.deepEqual(takeAll(tasks), ['1 0', '1 1'])
  // and again once it was done
  tasks.add(1, false)
  assert.deepEqual(takeAll(tasks), ['1 0', '1 1'])
})

function takeAll(tasks: ReturnType<typeof createTasks>): string[] {
  const taken: string[] = []
  for (let task = tasks.next(); task; task = tasks.next()) taken.push(`${task.seed} ${task.look}`)
  return taken
}
