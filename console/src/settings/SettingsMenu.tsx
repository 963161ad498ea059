import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { type Option, SelectField } from '../kit/SelectField.tsx'
import { changeSettings, type Settings, useSettings } from './settings.ts'

const THEMES: readonly Option<Settings['theme']>[] = [
  { value: 'system', label: 'As the system has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]
const BREAKS = [0, 20, 30, 45, 60, 90].map((minutes) => ({
  value: minutes,
  label: minutes === 0 ? 'Never' : `${minutes} minutes`,
}))

type Switch = 'isGrey' | 'blursIds' | 'isStill'
const SWITCHES: readonly (readonly [Switch, string, string])[] = [
  ['blursIds', 'Blur ids of accounts', 'Until one is asked for, one at a time.'],
  ['isGrey', 'Greyscale', 'The whole console without colour.'],
  ['isStill', 'Still', 'Nothing moves, whatever the system says.'],
]

export function SettingsMenu() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        Settings
      </Button>
      {isOpen && <SettingsDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function SettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = useSettings()
  return (
    <Dialog title="Settings" onClose={onClose}>
      <p className="muted">
        For the person in front of this screen. They stay in this browser; nobody else learns of
        them. The console shows no imagery and makes no sound.
      </p>
      {SWITCHES.map(([name, label, hint]) => (
        <label key={name} className="check">
          <input
            type="checkbox"
            checked={settings[name]}
            onChange={({ target }) => changeSettings({ [name]: target.checked })}
          />
          <span>
            {label}
            <br />
            <span className="field-hint">{hint}</span>
          </span>
        </label>
      ))}
      <SelectField
        label="Light or dark"
        options={THEMES}
        value={settings.theme}
        onValue={(theme) => changeSettings({ theme })}
      />
      <SelectField
        label="Propose a break after"
        options={BREAKS}
        value={settings.breakMinutes}
        onValue={(breakMinutes) => changeSettings({ breakMinutes })}
      />
      <div className="row">
        <Button kind="main" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
