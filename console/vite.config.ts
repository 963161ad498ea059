import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// eslint-disable-next-line import/no-default-export -- what Vite asks for
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2024',
    // nothing as a data URL: the console's own policy would refuse it
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    // `npm run dev:console` beside a "firebreak serve" on its usual port
    proxy: { '/v1': 'http://127.0.0.1:8420' },
  },
})
