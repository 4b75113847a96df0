import { Button, Stack, TextField } from '@mui/material';
import { useState, type FormEvent, type ReactElement } from 'react';
import { traceAddress, traceIdIn } from './trace-id.js';

/** Opens a trace by its id. */
export function TraceOpener(): ReactElement {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent): void => {
    event.preventDefault();
    const id = traceIdIn(text);
    setWrong(id === undefined);
    if (id !== undefined) location.assign(traceAddress(id));
  };
  return (
    <Stack component="form" direction="row" onSubmit={open} sx={{ gap: 1 }} noValidate>
      <TextField
        label="Trace id"
        size="small"
        value={text}
        error={wrong}
        helperText={wrong ? 'That is 32 hexadecimal digits.' : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="outlined" sx={{ alignSelf: 'start', height: 38 }}>
        Open trace
      </Button>
    </Stack>
  );
}
