import { createTheme, type PaletteColorOptions, type Theme } from '@mui/material';
import { getTheme } from '@perses-dev/components';
import { CRITICAL, WARNING } from './plugins/severity-colors.js';

type Mode = Theme['palette']['mode'];

const color = (colors: Readonly<Record<Mode, string>>, mode: Mode): PaletteColorOptions => ({
  main: colors[mode],
  contrastText: mode === 'light' ? '#fff' : '#000',
});

/**
 * Perses' theme with colours that have a contrast of 4.5 to 1 where its own have not: those of
 * severities, and the number of spans on the colour of a service.
 */
export const readableTheme = (mode: Mode): Theme =>
  createTheme(getTheme(mode), {
    palette: { error: color(CRITICAL, mode), warning: color(WARNING, mode) },
    components: {
      MuiChip: { styleOverrides: { root: { '& .MuiChip-avatar': { color: '#000' } } } },
    },
  });
