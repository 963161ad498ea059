import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ViewAnswer } from '../../../src/api/saved-views.ts'
import { get, post } from '../api/api.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'

/** What is looked at: which communities are open, who is selected. */
export type View = Pick<ViewAnswer, 'map' | 'summarised' | 'communities' | 'accounts'>

interface SavedViewsProps {
  readonly case: string
  readonly view: View
  readonly onOpen: (view: View) => void
}

/** Ways of looking at the network that the case keeps, for whoever works on it next. */
export function SavedViews({ case: caseId, view, onOpen }: SavedViewsProps) {
  const client = useQueryClient()
  const path = `/v1/cases/${encodeURIComponent(caseId)}/views`
  const key = ['saved-views', caseId]
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await get<{ views: ViewAnswer[] }>(path, signal)).views,
  })
  const [isSaving, setSaving] = useState(false)
  const [name, setName] = useState('')
  const save = useMutation({
    mutationFn: () => post<{ views: ViewAnswer[] }>(path, { ...view, name }),
    onSuccess({ views }) {
      client.setQueryData(key, views)
      setSaving(false)
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <div className="map-tools" role="group" aria-label="Saved views">
      <label className="row">
        <span className="muted small">Saved views</span>
        <select
          className="input map-short"
          value=""
          disabled={!data || data.length === 0}
          onChange={({ target }) => {
            const chosen = data?.find((each) => each.name === target.value)
            if (chosen) onOpen(chosen)
          }}
        >
          <option value="" disabled>
            {data && data.length > 0 ? 'Choose' : 'None yet'}
          </option>
          {data?.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      </label>
      <Button
        kind="quiet"
        onClick={() => {
          save.reset()
          setSaving(true)
        }}
      >
        Save this view …
      </Button>
      {isSaving && (
        <Dialog title="Save this view" onClose={() => setSaving(false)}>
          <form className="stack" onSubmit={send}>
            <p>Who is selected and which communities are open, for whoever works on the case.</p>
            <TextField
              label="Name of the view"
              hint="One of the same name is replaced."
              required
              maxLength={120}
              value={name}
              onValue={setName}
            />
            {save.error && <Notice kind="stop">{save.error.message}</Notice>}
            <div className="row">
              <Button kind="main" type="submit" disabled={save.isPending}>
                Save it
              </Button>
              <Button disabled={save.isPending} onClick={() => setSaving(false)}>
                Not now
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  )
}
