import os

from openai import OpenAI
from openinference.instrumentation import TracerProvider
from openinference.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
OpenAIInstrumentor().instrument(tracer_provider=provider)
tracer = provider.get_tracer("tides")


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


@tracer.tool(name="look_up")
def look_up(topic):
    return f"in the harbour: {topic} at noon"


@tracer.tool(name="break_down")
def break_down():
    raise ValueError("the office is closed")


@tracer.agent(name="forecaster")
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


@tracer.agent(name="unlucky")
def unlucky(path):
    ask(of=client(path))


@tracer.chain(name="tide_report")
def report():
    forecast()
    fails(unlucky, "/rate-limited")


@tracer.chain(name="tide_report")
def failing():
    unlucky("/broken")


report()
fails(failing)
provider.shutdown()
