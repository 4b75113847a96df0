import os

from openai import OpenAI
from traceloop.sdk import Traceloop
from traceloop.sdk.decorators import agent, tool, workflow

Traceloop.init(
    app_name=os.environ["OTEL_SERVICE_NAME"],
    api_endpoint=os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"],
    api_key="none",
    telemetry_enabled=False,
    traceloop_sync_enabled=False,
)

MODEL = "gpt-4.1-mini"
MESSAGES = [
    {"role": "system", "content": "You know the harbour."},
    {"role": "user", "content": "When is high tide in the harbour?"},
]
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "look_up",
            "description": "Looks up a tide in the harbour.",
            "parameters": {"type": "object", "properties": {"topic": {"type": "string"}}},
        },
    }
]


def client(path=""):
    return OpenAI(base_url=f"{os.environ['MODEL_URL']}{path}/v1", api_key="none", max_retries=0)


openai = client()


def ask(of=openai, messages=MESSAGES, **more):
    return of.chat.completions.create(model=MODEL, messages=messages, temperature=0.5, **more)


def fails(call, *args):
    try:
        call(*args)
    except Exception:
        pass


@tool(name="look_up")
def look_up(topic):
    return f"in the harbour: {topic} at noon"


@tool(name="break_down")
def break_down():
    raise ValueError("the office is closed")


@agent(name="forecaster")
def forecast():
    ask()
    for _ in ask(stream=True, stream_options={"include_usage": True}):
        pass
    message = ask(tools=TOOLS).choices[0].message
    result = {
        "role": "tool",
        "tool_call_id": message.tool_calls[0].id,
        "content": look_up("tides"),
    }
    ask(tools=TOOLS, messages=[*MESSAGES, message, result])
    openai.embeddings.create(model="text-embedding-3-small", input="the harbour")
    fails(break_down)


@agent(name="unlucky")
def unlucky(path):
    ask(of=client(path))


@workflow(name="tide_report")
def report():
    forecast()
    fails(unlucky, "/rate-limited")


@workflow(name="tide_report")
def failing():
    unlucky("/broken")


report()
fails(failing)
