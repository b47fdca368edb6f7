// A file of its own: the pages' policy lets no inline script run.
window.addEventListener('DOMContentLoaded', () => {
  // In the fragment, which is sent to no server.
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') || '';
  const form = document.getElementById('form');
  const outcome = document.getElementById('outcome');
  const password = document.getElementById('password');
  const button = form.querySelector('button');
  // The token stays out of the history and of what is copied from the address bar.
  window.history.replaceState(null, '', window.location.pathname);

  const why = (status, problem) => {
    if (status === 401) return 'This link is no longer valid. Ask for a new one.';
    if (status === 429) return 'Too many attempts. Try again later.';
    const fault = problem && problem.errors && problem.errors[0];
    return (fault && fault.detail) || 'That did not work. Try again in a moment.';
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    outcome.textContent = '';
    const body = password ? { token, new_password: password.value } : { token };
    try {
      const answer = await fetch(form.dataset.post, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        credentials: 'omit',
        body: JSON.stringify(body),
      });
      if (answer.ok) {
        form.hidden = true;
        outcome.textContent = form.dataset.done;
        return;
      }
      outcome.textContent = why(answer.status, await answer.json().catch(() => null));
    } catch (offline) {
      outcome.textContent = why(0, null);
    }
    button.disabled = false;
  });
});
