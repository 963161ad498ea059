import { type PageProps } from '../pages.ts'
import { Queue } from './Queue.tsx'

export function QueuePage({ session }: PageProps) {
  return (
    <Queue
      session={session}
      title="Queue"
      about="The case whose decision is expected to prevent the most harm stands first."
      kinds={['network', 'account']}
    />
  )
}
