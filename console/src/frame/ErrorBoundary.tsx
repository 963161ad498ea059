import { Component, type ReactNode } from 'react'
import { Notice } from '../kit/Notice.tsx'

/** A page that fails leaves the way to the others open. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Notice kind="stop">
        This page has a fault of ours, and nothing was changed by it; load it again.
      </Notice>
    )
  }
}
