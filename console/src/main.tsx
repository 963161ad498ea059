import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/tokens.css'
import './styles/base.css'
import './kit/kit.css'
import { isSignedOut } from './api/api.ts'
import { App } from './App.tsx'
import { SESSION } from './api/session.ts'
import { applySettings } from './settings/settings.ts'

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, { queryKey }) {
      // the session has ended meanwhile: the page gives way to the sign-in
      if (isSignedOut(error) && queryKey !== SESSION) client.setQueryData(SESSION, null)
    },
  }),
  defaultOptions: {
    queries: { retry: false, staleTime: 5_000, networkMode: 'always' },
    // without a connection it fails now, and is not sent later when nobody expects it any more
    mutations: { networkMode: 'always' },
  },
})

applySettings()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
