import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { markCurrentPage } from './current-page.js';

markCurrentPage();
createRoot(document.querySelector('#root')!).render(<App />);
